// SPDX-License-Identifier: MIT

import { parse } from '@theia/core/lib/common/glob';

/** A file among those that are searched. */
export interface SearchedPath {
    /** The path in the searched folder, with `/` between its names. Of a file in none of them, the whole path. */
    readonly path: string;
    /** The path of the searched folder that has it; `undefined` if it is in none of them, or in the cloud. */
    readonly root?: string | undefined;
}

/**
 * Returns whether Theia's Search view would search a path: it matches a pattern to include, if there are some, and none
 * to exclude. A pattern that matches a folder matches all below it. `./` begins at the root, everything else matches
 * anywhere, as for files. A pattern that begins with `/` can be the whole path on the disk, too.
 */
export function isSearched(
    { path, root }: SearchedPath,
    { include = [], exclude = [] }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
): boolean {
    const matches = (pattern: string): boolean =>
        globsOf(pattern).some(
            glob =>
                parse(glob)(path) || (root !== undefined && pattern.startsWith('/') && parse(glob)(`${root}/${path}`))
        );
    return (include.length === 0 || include.some(matches)) && !exclude.some(matches);
}

function globsOf(pattern: string): string[] {
    const glob = pattern.startsWith('./')
        ? pattern.slice('./'.length)
        : `**/${pattern.replace(/^\*\*\//, '').replace(/^\//, '')}`;
    const bare = glob.replace(/\/$/, '');
    return [bare, `${bare}/**`];
}
