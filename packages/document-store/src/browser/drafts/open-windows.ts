// SPDX-License-Identifier: MIT

/** A lock that each window holds while it is open. The browser releases it when the window is closed or crashes. */
const PREFIX = 'sanyam-window-';

/** Marks a window as open. Resolves when it is. */
export function holdWindow(window: string): Promise<void> {
    return new Promise((resolve, reject) => {
        navigator.locks
            .request(`${PREFIX}${window}`, () => {
                resolve();
                // Held until the window goes.
                return new Promise<never>(() => undefined);
            })
            .catch(reject);
    });
}

/** Returns the ids of all open windows of this browser profile. */
export async function openWindows(): Promise<Set<string>> {
    const { held = [] } = await navigator.locks.query();
    const names = held.map(({ name = '' }) => name).filter(name => name.startsWith(PREFIX));
    return new Set(names.map(name => name.slice(PREFIX.length)));
}
