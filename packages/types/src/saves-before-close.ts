// SPDX-License-Identifier: MIT

/**
 * A text that is saved when its editor closes, as a timer would save it, instead of asking the user. If it then is still
 * not saved, the user is asked.
 */
export interface SavesBeforeClose {
    /** Whether that is likely to work now. */
    readonly savesBeforeClose: boolean;
}

/** Returns whether a text is to be saved before its editor closes. */
export function savesBeforeClose(text: object): boolean {
    return 'savesBeforeClose' in text && text.savesBeforeClose === true;
}
