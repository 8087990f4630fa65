// SPDX-License-Identifier: MIT

import { parse } from '@theia/core/lib/common/glob';
import { plainPath, withPlainCharacters } from './pattern-text';

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
 * anywhere, as for files. A pattern that begins with `/` can be the whole path on the disk, too. What is the path of a
 * file or a folder means it, also where its characters are those of a pattern, such as `[id]`.
 */
export function isSearched(
    { path, root }: SearchedPath,
    { include = [], exclude = [] }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
): boolean {
    const whole = root === undefined ? undefined : `${root}/${path}`;
    const matches = (pattern: string): boolean =>
        isPathOf(pattern, path) ||
        globsOf(withPlainCharacters(pattern)).some(
            glob =>
                parse(glob)(plainPath(path)) ||
                (whole !== undefined && pattern.startsWith('/') && parse(glob)(plainPath(whole)))
        );
    return (include.length === 0 || include.some(matches)) && !exclude.some(matches);
}

/** Returns whether a pattern, read as a path, is that of a file or of a folder above it. */
function isPathOf(pattern: string, path: string): boolean {
    const bare = pattern.replace(/\/(\*\*)?$/, '');
    return bare.startsWith('./')
        ? `${path}/`.startsWith(`${bare.slice('./'.length)}/`)
        : `/${path}/`.includes(`/${bare.replace(/^\//, '')}/`);
}

function globsOf(pattern: string): string[] {
    const glob = pattern.startsWith('./')
        ? pattern.slice('./'.length)
        : `**/${pattern.replace(/^\*\*\//, '').replace(/^\//, '')}`;
    const bare = glob.replace(/\/$/, '');
    return [bare, `${bare}/**`];
}
