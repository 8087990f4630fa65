// SPDX-License-Identifier: MIT

/**
 * Returns a text as one word of a shell command that a message advises. The shell changes nothing in single quotes:
 * in double quotes it would replace “$HOME”. Windows knows only double quotes.
 * Repeats `shellWord` of packages/types, because scripts run before the packages are built.
 */
export function shellWord(text, platform = process.platform) {
    if (/^[\w./:@%+=-]+$/.test(text)) {
        return text;
    }
    return platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
