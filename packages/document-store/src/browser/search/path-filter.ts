// SPDX-License-Identifier: MIT

import { parse } from '@theia/core/lib/common/glob';

/**
 * Returns whether Theia's Search view would search a path: it matches a pattern to include, if there are some, and none
 * to exclude. A pattern that matches a folder matches all below it. `./` begins at the root, everything else matches
 * anywhere, as for files.
 *
 * @param path in the root, with `/` between its names
 */
export function isSearched(
    path: string,
    { include = [], exclude = [] }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
): boolean {
    const matches = (pattern: string): boolean => globsOf(pattern).some(glob => parse(glob)(path));
    return (include.length === 0 || include.some(matches)) && !exclude.some(matches);
}

function globsOf(pattern: string): string[] {
    const glob = pattern.startsWith('./')
        ? pattern.slice('./'.length)
        : `**/${pattern.replace(/^\*\*\//, '').replace(/^\//, '')}`;
    const bare = glob.replace(/\/$/, '');
    return [bare, `${bare}/**`];
}
