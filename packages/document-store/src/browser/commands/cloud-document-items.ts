// SPDX-License-Identifier: MIT

import { normalizedName, withVisibleCharacters, type CloudDocument } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type { QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { textFilter } from '../../common/document-tree';
import { describeAccess } from '../document-access';
import { escapeIcons } from '../escape-icons';
import { joinPath } from '../file-system/tree-path';
import { formatAge } from '../format-age';
import { shownSize } from '../sentences/shown-size';
import { CloudDocumentCommands } from './cloud-document-commands';

/** An item of the list that opens cloud documents. */
export interface CloudDocumentItem extends QuickPickItem {
    readonly document?: CloudDocument;
    /** Run by an item without a document. */
    readonly commandId?: string;
}

const TRASH_BUTTON = {
    iconClass: 'codicon codicon-trash',
    tooltip: nls.localize('sanyam/trash/moveTitle', 'Move to Trash')
};

/**
 * Returns the items that have all words of a filter, or one that says that there are none. The list's own filter takes the
 * name `$(bug).txt` for an icon, and has no word for an empty result, so that all of these are always shown.
 */
export function matching(items: readonly CloudDocumentItem[], filter: string): CloudDocumentItem[] {
    const matches = textFilter(filter);
    const found = items.filter(
        ({ document, description, detail }) =>
            document === undefined || matches([joinPath(document.folder, document.name), description, detail].join(' '))
    );
    return found.length > 0 ? found : [noMatchItem(filter)];
}

/** Choosing it does nothing. */
function noMatchItem(filter: string): CloudDocumentItem {
    return {
        label: escapeIcons(
            withVisibleCharacters(
                nls.localize('sanyam/cloudView/noMatchFor', 'No document matches “{0}”.', filter.trim())
            )
        ),
        alwaysShow: true
    };
}

/** Returns the item of a document. */
export function toItem(document: CloudDocument): CloudDocumentItem {
    const { name, folder, language_id, size_bytes, updated_at, permission } = document;
    const place = folder === '' ? [] : [withVisibleCharacters(folder)];
    return {
        document,
        label: escapeIcons(withVisibleCharacters(normalizedName(name))),
        iconClasses: ['codicon', 'codicon-file'],
        description: escapeIcons(
            [...place, language_id, shownSize(size_bytes), ...describeAccess(document)].join(' · ')
        ),
        detail: nls.localize('sanyam/documents/changed', 'Changed {0}', formatAge(updated_at, Date.now())),
        alwaysShow: true,
        ...(permission === 'owner' || permission === 'admin' ? { buttons: [TRASH_BUTTON] } : {})
    };
}

/** Shown until the cloud has answered. Choosing it does nothing. */
export function loadingItem(): CloudDocumentItem {
    return {
        label: `$(loading~spin) ${nls.localize('sanyam/documents/loading', 'Loading your cloud documents…')}`,
        alwaysShow: true
    };
}

/** Returns the item for a user without documents. */
export function emptyItem(): CloudDocumentItem {
    return {
        label: `$(cloud-upload) ${nls.localize('sanyam/documents/first', 'Save Your First Document to the Cloud…')}`,
        detail: nls.localize(
            'sanyam/documents/firstHint',
            'You have no cloud documents yet. Open a file, then select this item or File > Save to Cloud.'
        ),
        alwaysShow: true,
        commandId: CloudDocumentCommands.SAVE_TO_CLOUD.id
    };
}
