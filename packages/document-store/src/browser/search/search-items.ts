// SPDX-License-Identifier: MIT

import { withVisibleCharacters, type FoundDocument, type MatchPlace, type TextMatch } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type { QuickPickItem, QuickPickSeparator } from '@theia/core/lib/common/quick-pick-service';
import { escapeIcons } from '../escape-icons';

/** An entry of the list: a match in a text, or a document whose name matches. */
export interface FoundItem extends QuickPickItem {
    readonly found?: FoundDocument;
    /** The place in the text; undefined for a match in the name. */
    readonly match?: TextMatch;
}

/** The matches of one document that the list shows. */
export const SHOWN_MATCHES = 5;

/** Returns the entries for a document, under a heading with its path and, if it is shared, its owner. */
export function itemsOf(found: FoundDocument): (FoundItem | QuickPickSeparator)[] {
    const { document, matches, name_match, has_more_matches } = found;
    const { folder, name, permission, owner_email } = document;
    const path = withVisibleCharacters(folder === '' ? name : `${folder}/${name}`);
    const heading = permission === 'owner' ? path : `${path} · ${owner_email ?? ''}`;
    const inName: FoundItem[] = name_match === null ? [] : [nameItem(found, name_match)];
    const inText = matches.map((match, index) =>
        lineItem(found, match, has_more_matches && index === matches.length - 1)
    );
    return [{ type: 'separator', label: escapeIcons(heading) }, ...inName, ...inText];
}

function nameItem(found: FoundDocument, { column, length }: MatchPlace): FoundItem {
    const name = withVisibleCharacters(found.document.name);
    const isShownAlike = name === found.document.name && escapeIcons(name) === name;
    return {
        found,
        label: escapeIcons(name),
        iconClasses: ['codicon', 'codicon-cloud'],
        alwaysShow: true,
        ...(isShownAlike ? { highlights: { label: [{ start: column - 1, end: column - 1 + length }] } } : {})
    };
}

function lineItem(found: FoundDocument, match: TextMatch, isLastOfMany: boolean): FoundItem {
    const indentation = /^\s*/.exec(match.line.slice(0, match.column - match.line_column))?.[0].length ?? 0;
    const line = match.line.slice(indentation).replaceAll('\t', ' ');
    const shown = withVisibleCharacters(line);
    const start = match.column - match.line_column - indentation;
    const isShownAlike = shown === line && escapeIcons(line) === line;
    return {
        found,
        match,
        label: escapeIcons(shown),
        description: isLastOfMany
            ? nls.localize('sanyam/search/lineOfMany', 'line {0}, and more in this document', match.line_number)
            : nls.localize('sanyam/search/line', 'line {0}', match.line_number),
        alwaysShow: true,
        ...(isShownAlike ? { highlights: { label: [{ start, end: start + match.length }] } } : {})
    };
}
