// SPDX-License-Identifier: MIT

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
 * @param locale of the time; by default that of the browser
 */
export function describeSaveState(
    state: SaveState,
    autoSaves: boolean,
    now: Date,
    locale?: string
): SaveStateDescription {
    switch (state.kind) {
        case 'saved':
            return {
                text: `$(cloud) Saved to the cloud${state.at === undefined ? '' : timeOf(state.at, now, locale)}`,
                tooltip: 'The cloud has the whole text of this editor.',
                hasAction: false,
                isWarning: false
            };
        case 'saving':
            return {
                text: '$(sync~spin) Saving…',
                tooltip: 'The text is being saved to the cloud.',
                hasAction: false,
                isWarning: false
            };
        case 'unsaved':
            return {
                text: '$(cloud-upload) Unsaved changes',
                tooltip: `${state.newerVersion === undefined ? '' : `Version ${state.newerVersion} is in the cloud. The next save merges it into your text. `}${autoSaves ? 'AutoSave saves your changes when you pause.' : 'AutoSave is off.'} Click to save now.`,
                hasAction: true,
                isWarning: false
            };
        case 'pending':
            return {
                text: autoSaves ? '$(sync-ignored) Sync pending' : '$(error) Not saved',
                tooltip: `Could not save. ${reasonOf(state.error)} ${autoSaves ? 'Sanyam tries again when the connection is back. ' : ''}Click to try now.`,
                hasAction: true,
                isWarning: true
            };
        case 'failed':
            return {
                text: '$(error) Not saved',
                tooltip: `Could not save. ${reasonOf(state.error)} Click to see what you can do.`,
                hasAction: true,
                isWarning: true
            };
        case 'conflict':
            return {
                text: '$(warning) Conflict',
                tooltip: `Version ${state.conflict.version} in the cloud and your text differ in the same place. AutoSave waits until you decide. Click to resolve the conflict.`,
                hasAction: true,
                isWarning: true
            };
    }
}

/** Returns ` at 14:02`; for another day also the date. */
function timeOf(at: Date, now: Date, locale: string | undefined): string {
    const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
    const isToday = at.toDateString() === now.toDateString();
    return isToday
        ? ` at ${time}`
        : ` on ${at.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })} at ${time}`;
}
