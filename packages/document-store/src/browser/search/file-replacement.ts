// SPDX-License-Identifier: MIT

import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import {
    SearchInWorkspaceFileNode,
    type SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';

/** A row of the Search view that stands for one or more matches in one file. */
export type ReplaceableNode = SearchInWorkspaceFileNode | SearchInWorkspaceResultLineNode;

/** The matches that are replaced in one file. */
export interface FileReplacement {
    /** The URI of the folder that was searched, or Theia's name for files in none. */
    readonly root: string;
    readonly fileUri: string;
    readonly matches: readonly SearchInWorkspaceResultLineNode[];
    /** Whether these are all that were found in the file. */
    readonly isWhole: boolean;
}

/** Returns the nodes but for those below another one: replacing a file replaces all its matches. */
export function withoutRowsBelow<Node extends TreeNode>(nodes: readonly Node[]): Node[] {
    const chosen = new Set<TreeNode>(nodes);
    const isBelow = ({ parent }: TreeNode): boolean => parent !== undefined && (chosen.has(parent) || isBelow(parent));
    return nodes.filter(node => !isBelow(node));
}

/** Returns what is replaced in each file. Each is once in the result, so that it is opened and saved once. */
export function replacementsOf(rows: readonly ReplaceableNode[]): FileReplacement[] {
    const files = new Map<string, FileReplacement>();
    for (const row of rows) {
        const isWhole = SearchInWorkspaceFileNode.is(row);
        const matches = isWhole ? row.children : [row];
        const root = isWhole ? row.parent.folderUri : row.root;
        const key = `${root} ${row.fileUri}`;
        const known = files.get(key);
        files.set(key, {
            root,
            fileUri: row.fileUri,
            matches: [...(known?.matches ?? []), ...matches],
            isWhole: isWhole || known?.isWhole === true
        });
    }
    return [...files.values()];
}

/** A match that was replaced. */
export interface Replaced {
    readonly match: SearchInWorkspaceResultLineNode;
    readonly text: string;
}

/**
 * Moves the rows of matches to where the matches are after others of the same file have been replaced, and gives them the
 * line as it is then.
 *
 * @param rows that are left
 */
export function moveRows(rows: readonly SearchInWorkspaceResultLineNode[], replaced: readonly Replaced[]): void {
    // From the last to the first: a replaced match is where it was found while only those after it have been replaced.
    for (const { match, text } of replaced.toSorted((a, b) => b.match.character - a.match.character)) {
        const { line, character, length } = match;
        for (const row of rows.filter(each => each.line === line)) {
            if (typeof row.lineText === 'string') {
                row.lineText = row.lineText.slice(0, character - 1) + text + row.lineText.slice(character - 1 + length);
            }
            if (row.character > character) {
                row.character += text.length - length;
            }
        }
    }
}
