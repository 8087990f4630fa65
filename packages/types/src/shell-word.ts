// SPDX-License-Identifier: MIT

/**
 * Returns a text as one word of a shell command that a message advises. The shell changes nothing in single quotes:
 * in double quotes it would replace “$HOME”. Windows knows only double quotes. scripts/programs/shell-word.mjs repeats
 * this, because scripts run before the packages are built; a test compares both.
 *
 * @param platform as Node's `process.platform`
 */
export function shellWord(text: string, platform: string): string {
    if (/^[\w./:@%+=-]+$/.test(text)) {
        return text;
    }
    return platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
