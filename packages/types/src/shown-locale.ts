// SPDX-License-Identifier: MIT

/** The locale of the browser, or of this process. */
function ownLocale(): string {
    return new Intl.DateTimeFormat().resolvedOptions().locale;
}

/**
 * Returns the locale for dates and numbers, which stand within sentences of the IDE: that of its language. English ones
 * are written as the browser does it if its language is English, too, such as in Britain.
 *
 * @param chosen the language of the IDE, if it is not the default: Theia's `nls.locale`
 */
export function shownLocale(chosen: string | undefined, own: string = ownLocale()): string {
    if (chosen !== undefined && chosen !== 'en') {
        return chosen;
    }
    return own === 'en' || own.startsWith('en-') ? own : 'en';
}
