// SPDX-License-Identifier: MIT

/** The maximum length of a name in characters. File systems and the database accept it. No other name is longer. */
export const MAX_DOCUMENT_NAME_LENGTH = 255;

/**
 * The most UTF-16 units of a text that is normalized. Composing makes at most four characters one, and a character has
 * at most two units, so a name of 255 characters comes from at most 2,040 units.
 */
const MOST_UNITS = 2048;

/**
 * Returns the form in which names are stored and compared: NFC. Some file systems and keyboards produce NFD, where “é”
 * is two characters. Both forms look the same, and mean the same name.
 *
 * Use it to compare and to judge names. What is sent to the database stays as it is: only the database normalizes what it
 * stores and searches, because its version of Unicode can be older than ours.
 *
 * A text that is too long for a name in every form comes back as it is, because normalizing takes a time that grows with
 * the square of the number of marks on one letter: 140,000 marks take half a minute.
 */
export function normalizedName(name: string): string {
    return name.length > MOST_UNITS ? name : name.normalize('NFC');
}

/** The most UTF-16 units of a path that is normalized: of 1,024 characters, for the reasons of {@link MOST_UNITS}. */
const MOST_UNITS_OF_PATH = 8192;

/** Returns the form in which the path of a folder is stored and compared: that of each of its names. */
export function normalizedFolder(path: string): string {
    return path.length > MOST_UNITS_OF_PATH ? path : path.split('/').map(normalizedName).join('/');
}

/** Returns whether two names are the same for a reader. Case counts. */
export function isSameName(one: string, other: string): boolean {
    return normalizedName(one) === normalizedName(other);
}

/** Returns whether a text has more than `most` characters. Takes no longer for a long text than for a short one. */
export function isLongerThan(most: number, text: string): boolean {
    return text.length > 2 * most || (text.length > most && Array.from(text).length > most);
}
