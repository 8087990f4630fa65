// SPDX-License-Identifier: MIT

import type { FoundDocument } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import type {
    SearchInWorkspaceResult,
    SearchMatch
} from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';

/**
 * Returns a document as a result of Theia's Search view.
 *
 * @param root the folder that was searched
 * @param uri of the document's editor
 */
export function toSearchResult({ matches }: FoundDocument, root: string, uri: URI): SearchInWorkspaceResult {
    return {
        root,
        fileUri: uri.toString(),
        matches: matches.map(({ line_number, column, length, line, line_column, is_cut }): SearchMatch => ({
            line: line_number,
            character: column,
            length,
            lineText: is_cut ? { text: line, character: column - line_column + 1 } : line
        }))
    };
}
