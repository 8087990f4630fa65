// SPDX-License-Identifier: MIT

/** Splits a path into the folder and the last name. The folder of `a.dsl` is the top, which is empty. */
export function splitPath(path: string): { parent: string; name: string } {
    const slash = path.lastIndexOf('/');
    return { parent: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

/** Returns the path of something in a folder. */
export function joinPath(folder: string, name: string): string {
    return folder === '' ? name : `${folder}/${name}`;
}

/** Returns whether a folder is another one, or below it. */
export function isWithin(folder: string, other: string): boolean {
    return folder === other || folder.startsWith(`${other}/`);
}
