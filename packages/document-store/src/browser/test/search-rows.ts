// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import type {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';

/** Returns a file of the Search view, with a match in each of these columns of its first line. */
export function fileWith(root: string, name: string, ...columns: readonly number[]): SearchInWorkspaceFileNode {
    const fileUri = `${root}/${name}`;
    const file: SearchInWorkspaceFileNode = {
        id: name,
        fileUri,
        uri: new URI(fileUri),
        path: '',
        selected: false,
        expanded: true,
        children: [],
        parent: { folderUri: root } as SearchInWorkspaceFileNode['parent']
    };
    file.children = columns.map((character): SearchInWorkspaceResultLineNode => ({
        id: `${name}-${character}`,
        root,
        fileUri,
        matches: [],
        line: 1,
        character,
        length: 1,
        lineText: '',
        selected: false,
        parent: file
    }));
    return file;
}
