// SPDX-License-Identifier: MIT

// The ranges are explicit, so that the database, with another version of Unicode, comes to the same judgment.

/** Characters that change the direction of the text around them: the property Bidi_Control. */
const DIRECTION = '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';

/** White space, as String.prototype.trim removes it. */
const SPACE = '\\t-\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF';

/** Characters without a glyph: the properties Default_Ignorable_Code_Point and Cf, and the empty pattern of Braille. */
const BLANK =
    '\\u034F\\u17B4\\u17B5\\u180B-\\u180F\\uFE00-\\uFE0F\\u00AD\\u061C\\u115F\\u1160\\u200B-\\u200F\\u202A-\\u202E' +
    '\\u2060-\\u206F\\u2800\\u3164\\uFFA0\\uFFF0-\\uFFFB\\u{13430}-\\u{1343F}\\u{1BCA0}-\\u{1BCA3}' +
    '\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}';

/** Characters without a glyph that no script and no emoji needs. */
const USELESS =
    '[\\u17B4\\u17B5\\u00AD\\u2028\\u2029\\u2060-\\u2065\\u206A-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB' +
    '\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E001F}\\u{E0080}-\\u{E00FF}\\u{E01F0}-\\u{E0FFF}]';

/** Characters that a script or an emoji needs, in places where nothing needs them. */
const MISPLACED = [
    // Break opportunities between words in Thai, Lao, Burmese and Khmer.
    '(?<![\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF])\\u200B',
    // Joiners, in Persian, Indic scripts and emoji. One after another is of no use.
    '(?<![^\\u034F\\u0001-\\u007F\\u200B-\\u200D])[\\u034F\\u200C\\u200D]',
    // Variation selectors, in emoji and Han. The digits are those of keycaps.
    '(?<![^\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}\\u0001-\\u007F]|[0-9#*])[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
    // Variation selectors and the vowel separator of Mongolian.
    '(?<![\\u1800-\\u18AF])[\\u180B-\\u180F]',
    // The flags of England, Scotland and Wales: a black flag, and the region in tags.
    '(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007E}]{0,6})[\\u{E0020}-\\u{E007F}]'
].join('|');

const direction = new RegExp(`[${DIRECTION}]`, 'u');
const hidden = new RegExp(`${USELESS}|${MISPLACED}`, 'u');
const visible = new RegExp(`[^${BLANK}${SPACE}]`, 'u');
const anyHidden = new RegExp(`[${DIRECTION}]|${hidden.source}`, 'gu');
const anyInvisible = new RegExp(`[${BLANK}${SPACE}]`, 'gu');

/**
 * Returns what is wrong with the invisible characters of a name, as a sentence, or undefined. Wrong are characters that
 * change the direction of text, so that `invoice[U+202E]fdp.exe` looks like a PDF; a name without a visible character;
 * and characters that only hide a difference. Joiners and selectors are right where a script or an emoji needs them.
 */
export function hiddenCharacterProblem(name: string): string | undefined {
    const turning = direction.exec(name)?.[0];
    if (turning !== undefined) {
        return `A name cannot contain ${codePoint(turning)}, an invisible character that changes the direction of text.`;
    }
    if (!visible.test(name)) {
        return 'A name must contain a visible character.';
    }
    const hiding = hidden.exec(name)?.[0];
    return hiding === undefined ? undefined : `A name cannot contain the invisible character ${codePoint(hiding)}.`;
}

/** Returns a name in which each character that {@link hiddenCharacterProblem} refuses is visible: `a[U+202E]b`. */
export function withVisibleCharacters(name: string): string {
    const refused = visible.test(name) ? anyHidden : anyInvisible;
    return name.replace(refused, character => `[${codePoint(character)}]`);
}

function codePoint(character: string): string {
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
