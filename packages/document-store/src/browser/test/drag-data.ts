// SPDX-License-Identifier: MIT

/** Returns the data of a drag, which can be read at once. */
export function dragData(): DataTransfer {
    const values = new Map<string, string>();
    return {
        get types() {
            return [...values.keys()];
        },
        setData: (type: string, value: string) => values.set(type, value),
        getData: (type: string) => values.get(type) ?? ''
    } as unknown as DataTransfer;
}
