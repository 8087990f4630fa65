// SPDX-License-Identifier: MIT

import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import type { Position } from '@theia/core/shared/vscode-languageserver-protocol';
import type { ReplaceOperation } from '@theia/editor/lib/browser/editor';
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

/**
 * Moves the rows of matches to where the matches are after others of the same file have been replaced, and gives them their
 * lines as they are then.
 *
 * @param rows that are left
 * @param replaced what was replaced, with the places where it was before any was
 * @param lineAt returns a line of the changed text; the first one has the number 1
 */
export function moveRows(
    rows: readonly SearchInWorkspaceResultLineNode[],
    replaced: readonly ReplaceOperation[],
    lineAt: (line: number) => string
): void {
    const changed = new Set<SearchInWorkspaceResultLineNode>();
    // From the last to the first: a replaced match is where it was found while only those after it have been replaced.
    for (const { range, text } of replaced.toSorted((a, b) => compare(b.range.start, a.range.start))) {
        const { start, end } = range;
        const added = text.split('\n');
        for (const row of rows) {
            const place = { line: row.line - 1, character: row.character - 1 };
            if (place.line <= end.line && place.line + linesOf(row) > start.line) {
                changed.add(row);
            }
            if (compare(place, end) >= 0) {
                row.line += added.length - 1 - (end.line - start.line);
                if (place.line === end.line) {
                    const column = added.length === 1 ? start.character : 0;
                    row.character += column + (added.at(-1) ?? '').length - end.character;
                }
            }
        }
    }
    for (const row of changed) {
        if (typeof row.lineText === 'string') {
            row.lineText = Array.from({ length: linesOf(row) }, (_, index) => lineAt(row.line + index)).join('\n');
        }
    }
}

function compare(one: Position, other: Position): number {
    return one.line - other.line || one.character - other.character;
}

function linesOf({ lineText }: SearchInWorkspaceResultLineNode): number {
    return typeof lineText === 'string' ? lineText.split('\n').length : 1;
}
