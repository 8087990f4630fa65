// SPDX-License-Identifier: MIT

import { shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { reasonOf } from '../reason-of';
import type { SaveState } from '../saving/save-state';

/** What the status bar shows of a document. */
export interface SaveStateDescription {
    readonly text: string;
    readonly tooltip: string;
    /** Whether a click does something. The tooltip says what. */
    readonly hasAction: boolean;
    readonly isWarning: boolean;
}

/**
 * Describes how far a text has got on its way to the cloud.
 *
 * @param autoSaves whether AutoSave is on
 * @param now the present time
 * @param locale of the time; by default that of the IDE, or of the browser
 */
export function describeSaveState(
    state: SaveState,
    autoSaves: boolean,
    now: Date,
    locale = shownLocale(nls.locale)
): SaveStateDescription {
    switch (state.kind) {
        case 'saved':
            return {
                text: `$(cloud) ${savedAt(state.at, now, locale)}`,
                tooltip: nls.localize('sanyam/sync/saved', 'The cloud has the whole text of this editor.'),
                hasAction: false,
                isWarning: false
            };
        case 'trashed':
            return {
                text: `$(trash) ${nls.localize('sanyam/sync/trashed', 'In the trash')}`,
                tooltip: nls.localize('sanyam/access/trashed', 'This document is in the trash. Restore it to edit it.'),
                hasAction: false,
                isWarning: true
            };
        case 'saving':
            return {
                text: `$(sync~spin) ${nls.localize('sanyam/sync/saving', 'Saving…')}`,
                tooltip: nls.localize('sanyam/sync/savingHint', 'The text is being saved to the cloud.'),
                hasAction: false,
                isWarning: false
            };
        case 'unsaved':
            return {
                text: `$(cloud-upload) ${nls.localize('sanyam/sync/unsaved', 'Unsaved changes')}`,
                tooltip: sentences(
                    state.newerVersion !== undefined &&
                        nls.localize(
                            'sanyam/sync/newer',
                            'Version {0} is in the cloud. The next save merges it into your text.',
                            state.newerVersion
                        ),
                    autoSaves
                        ? nls.localize('sanyam/sync/autoSaves', 'AutoSave saves your changes when you pause.')
                        : nls.localize('sanyam/sync/isOff', 'AutoSave is off.'),
                    nls.localize('sanyam/sync/clickToSave', 'Click to save now.')
                ),
                hasAction: true,
                isWarning: false
            };
        case 'pending':
            return {
                text: autoSaves
                    ? `$(sync-ignored) ${nls.localize('sanyam/sync/pending', 'Sync pending')}`
                    : `$(error) ${nls.localize('sanyam/sync/notSaved', 'Not saved')}`,
                tooltip: sentences(
                    nls.localize('sanyam/sync/failed', 'Could not save.'),
                    reasonOf(state.error),
                    autoSaves &&
                        nls.localize('sanyam/sync/triesAgain', 'Sanyam tries again when the connection is back.'),
                    nls.localize('sanyam/sync/clickToTry', 'Click to try now.')
                ),
                hasAction: true,
                isWarning: true
            };
        case 'failed':
            return {
                text: `$(error) ${nls.localize('sanyam/sync/notSaved', 'Not saved')}`,
                tooltip: sentences(
                    nls.localize('sanyam/sync/failed', 'Could not save.'),
                    reasonOf(state.error),
                    nls.localize('sanyam/sync/clickForHelp', 'Click to see what you can do.')
                ),
                hasAction: true,
                isWarning: true
            };
        case 'conflict':
            return {
                text: `$(warning) ${nls.localize('sanyam/sync/conflict', 'Conflict')}`,
                tooltip: nls.localize(
                    'sanyam/sync/conflictHint',
                    'Version {0} in the cloud and your text differ in the same place. AutoSave waits until you decide. Click to resolve the conflict.',
                    state.conflict.version
                ),
                hasAction: true,
                isWarning: true
            };
    }
}

/** Returns `Saved to the cloud at 14:02`; for another day also the date. */
function savedAt(at: Date | undefined, now: Date, locale: string | undefined): string {
    if (at === undefined) {
        return nls.localize('sanyam/sync/savedToCloud', 'Saved to the cloud');
    }
    const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
    if (at.toDateString() === now.toDateString()) {
        return nls.localize('sanyam/sync/savedAt', 'Saved to the cloud at {0}', time);
    }
    const day = at.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' });
    return nls.localize('sanyam/sync/savedOn', 'Saved to the cloud on {0} at {1}', day, time);
}

function sentences(...parts: readonly (string | false)[]): string {
    return parts.filter(part => part !== false).join(' ');
}
