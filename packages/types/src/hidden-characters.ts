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

/** The flags of England, Scotland and Wales: a black flag, and the region in tags. Unicode recommends no others. */
const FLAG =
    '\\u{1F3F4}\\u{E0067}\\u{E0062}' +
    '(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}';

/** Scripts in which a joiner changes how letters join: Arabic, Syriac and Indic scripts, Mongolian, and their relatives. */
const JOINING =
    '\\u1B00-\\u1C4F\\u0600-\\u077F\\u07C0-\\u07FF\\u0840-\\u0DFF\\u1000-\\u109F\\u1780-\\u18AF\\u1900-\\u194F' +
    '\\u1A20-\\u1AAF\\u1CC0-\\u1CFF\\uA800-\\uA82F\\uA840-\\uA8FF\\uA930-\\uA95F\\uA97D-\\uAA7F\\uAAE0-\\uAAFF' +
    '\\uABC0-\\uABFF\\uFB50-\\uFDFF\\uFE70-\\uFEFC\\u{10A00}-\\u{10A5F}\\u{10AC0}-\\u{10AFF}' +
    '\\u{10B80}-\\u{10BAF}\\u{10D00}-\\u{10D3F}\\u{10EC0}-\\u{11FFF}\\u{1E900}-\\u{1E95F}';

/** Emoji, and the symbols that can be shown as emoji. */
const EMOJI =
    '\\u00A9\\u00AE\\u203C\\u2049\\u2122\\u2139\\u2190-\\u21FF\\u2300-\\u23FF\\u24C2\\u25A0-\\u27BF\\u2900-\\u297F' +
    '\\u2B00-\\u2BFF\\u3030\\u303D\\u3297\\u3299\\u{1F000}-\\u{1FAFF}';

const HAN = '\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFD}';

/** Characters other than emoji and Han that have variants in StandardizedVariants.txt of Unicode. */
const VARYING =
    '\\u1000-\\u109F\\u2200-\\u22FF\\u2A00-\\u2AFF\\u3001\\u3002\\uA840-\\uA87F\\uA9E0-\\uA9FF\\uAA60-\\uAA7F' +
    '\\uFF01\\uFF0C\\uFF0E\\uFF1A\\uFF1B\\uFF1F\\u{10AC0}-\\u{10AFF}\\u{13000}-\\u{1345F}';

/** Code points that Unicode never assigns: two at the end of each plane, and 32 more. */
const NONCHARACTERS = `\\uFDD0-\\uFDEF\\uFFFE\\uFFFF${Array.from({ length: 16 }, (_, plane) => {
    const high = (plane + 1).toString(16);
    return `\\u{${high}FFFE}\\u{${high}FFFF}`;
}).join('')}`;

/** Characters without a glyph that no script and no emoji needs. The tags of a {@link FLAG} are not looked at. */
const USELESS =
    '[\\u17B4\\u17B5\\u00AD\\u2028\\u2029\\u2060-\\u2065\\u206A-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB' +
    `\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E00FF}\\u{E01F0}-\\u{E0FFF}${NONCHARACTERS}]`;

/** Characters that a script or an emoji needs, in places where nothing needs them. */
const MISPLACED = [
    // Break opportunities between words, except in Thai, Lao, Burmese and Khmer.
    '(?<![\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF])\\u200B',
    // Joiners, except in scripts that join. One after another is of no use. Between emoji, they make one of both.
    `(?<![${JOINING}])\\u200C`,
    `(?<![${JOINING}${EMOJI}]|[${EMOJI}]\\uFE0F)\\u200D`,
    `(?<![${JOINING}])\\u200D(?![${EMOJI}])`,
    // The joiner that keeps the order of marks, except in Hebrew and Arabic.
    '(?<![\\u0590-\\u06FF])\\u034F',
    // Variation selectors, except after what has variants. A digit has one in a keycap.
    `(?<![${EMOJI}${HAN}${VARYING}0-9#*])[\\uFE00-\\uFE0F]`,
    '(?<=[0-9#*])(?:[\\uFE00-\\uFE0E]|\\uFE0F(?!\\u20E3))',
    `(?<![${HAN}])[\\u{E0100}-\\u{E01EF}]`,
    // The variation selectors and the vowel separator of Mongolian.
    '(?<![\\u1800-\\u180A\\u1810-\\u18AF\\u{11660}-\\u{1167F}])[\\u180B-\\u180D\\u180F]',
    '(?<![\\u1800-\\u180D\\u180F-\\u18AF])\\u180E',
    // The fillers of Hangul, except in a syllable that lacks its first consonant or its vowel.
    '\\u115F(?![\\u1161-\\u11A7\\uD7B0-\\uD7C6]|\\u1160[\\u11A8-\\u11FF\\uD7CB-\\uD7FB])',
    '(?<![\\u1100-\\u115F\\uA960-\\uA97C])\\u1160',
    // The controls of hieroglyphs and of Duployan shorthand, and the empty pattern of Braille, except among their own.
    '(?<![\\u{13440}-\\u{1345F}\\u{13000}-\\u{1342F}])[\\u{13430}-\\u{1343F}](?![\\u{13000}-\\u{1342F}])',
    '(?<![\\u{1BC00}-\\u{1BC9F}])[\\u{1BCA0}-\\u{1BCA3}]',
    '(?<![\\u2800-\\u28FF])\\u2800'
].join('|');

const direction = new RegExp(`[${DIRECTION}]`, 'u');
const visible = new RegExp(`[^${BLANK}${SPACE}]`, 'u');
/** The group has a hidden character. A flag matches without the group, so that its tags are not looked at. */
const flagOrHidden = new RegExp(`${FLAG}|(${USELESS}|${MISPLACED})`, 'gu');
const flagOrRefused = new RegExp(`${FLAG}|([${DIRECTION}]|${USELESS}|${MISPLACED})`, 'gu');
const anyInvisible = new RegExp(`([${BLANK}${SPACE}])`, 'gu');

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
    for (const [, hidden] of name.matchAll(flagOrHidden)) {
        if (hidden !== undefined) {
            return `A name cannot contain the invisible character ${codePoint(hidden)}.`;
        }
    }
    return undefined;
}

/** Returns a name in which each character that {@link hiddenCharacterProblem} refuses is visible: `a[U+202E]b`. */
export function withVisibleCharacters(name: string): string {
    return visible.test(name) ? replaceHidden(name, inBrackets) : name.replace(anyInvisible, inBrackets);
}

/**
 * Returns a text in which each character that {@link hiddenCharacterProblem} refuses is replaced. Blanks stay, also in a
 * text that has nothing else.
 *
 * @param show returns what takes the place of a character
 */
export function replaceHidden(text: string, show: (character: string) => string): string {
    return text.replace(flagOrRefused, (match, hidden: string | undefined) =>
        hidden === undefined ? match : show(hidden)
    );
}

/** Returns a name without the characters that {@link hiddenCharacterProblem} refuses. It can be empty. */
export function withoutHiddenCharacters(name: string): string {
    const shown = replaceHidden(name, () => '');
    return visible.test(shown) ? shown : '';
}

function inBrackets(character: string): string {
    return `[${codePoint(character)}]`;
}

function codePoint(character: string): string {
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
