// SPDX-License-Identifier: MIT

/** Returns the path of a document: its folder and its name. */
export function pathOf({ folder, name }: { readonly folder: string; readonly name: string }): string {
    return folder === '' ? name : `${folder}/${name}`;
}
