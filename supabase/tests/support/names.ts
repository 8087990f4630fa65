// SPDX-License-Identifier: MIT

/** Names that a document can have. The table drives the tests of the database and of the programs. */
export const ACCEPTED_NAMES: readonly string[] = [
    'notes.md',
    'a b.txt',
    '.gitignore',
    'Assets',
    'ASSETS.md',
    '100%?#.yaml',
    "it's 'quoted' \"twice\" $1 \u00a3",
    'संयम',
    'שלום.md',
    '한국어.md',
    'Café.md',
    'Cafe\u0301.md',
    '\u1112\u1161\u11ab.md',
    '\u212b.md',
    'x'.repeat(100),
    '😀'.repeat(100),
    // 100 letters in NFC, 200 in NFD.
    'e\u0301'.repeat(100),
    'नामه\u200Cها.md',
    'क्\u200Dष.md',
    'ភាសា\u200Bខ្មែរ.md',
    'ᠮᠣᠩᠭᠣᠯ\u180Eᠠ.md',
    '葛\u{E0100}城.md',
    '👩\u200D💻.md',
    '❤\uFE0F\u200D🔥.md',
    '1\uFE0F\u20E3.md',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}.md'
];

/** Names that no document can have, by what is wrong with them. */
export const REFUSED_NAMES: Readonly<Record<string, readonly string[]>> = {
    'it is empty': [''],
    'it is too long': ['a'.repeat(256), 'é'.repeat(256), '\u0958'.repeat(128)],
    'it is more than a segment of a path': ['a/b', 'a\\b', '/', '.', '..', 'assets'],
    'it has a control character': ['a\nb', 'a\tb', '\u007f', 'a\u0085b', '\u009f'],
    'it has white space at an end': [' a', 'a ', '\u00a0a', 'a\u3000', '\ufeffa', 'a\u2028', ' '],
    'it changes the direction of text': [
        'invoice\u202Efdp.exe',
        'a\u200Eb',
        'a\u200F',
        '\u061Ca',
        'a\u2066b\u2069',
        '\u202A',
        'שלום\u200F.md'
    ],
    'it has nothing visible': ['\u200B', '\u2800', '\u3164', '\u115F\u1160', '\u{E0100}', '\u{E0041}', '\u034F\u034F'],
    'it hides a difference': [
        'pass\u200Bword.md',
        'pass\u00ADword.md',
        'pass\u2060word.md',
        'pass\uFEFFword.md',
        'a\u3164b',
        'a\u2028b',
        'a\uFFF9b',
        'pay\u200Dpal.md',
        'نا\u200C\u200Cمه.md',
        'a\uFE0Fb',
        '❤\uFE0F\uFE01.md',
        'notes.md\u{E0068}\u{E0069}',
        `🏴${'\u{E0061}'.repeat(20)}.md`,
        'cafe\u0301\u200B.md'
    ]
};

/** Returns characters of the blocks with characters without a glyph, and their neighbors. */
export function charactersOfInterest(): string[] {
    const blocks: readonly (readonly [number, number])[] = [
        [0x01, 0x17f],
        [0x300, 0x36f],
        [0x600, 0x61f],
        [0xe00, 0xe10],
        [0xeff, 0x1001],
        [0x109e, 0x10a1],
        [0x1100, 0x1180],
        [0x1680, 0x1680],
        [0x177f, 0x1810],
        [0x18ae, 0x18b1],
        [0x2000, 0x2070],
        [0x2800, 0x2801],
        [0x3000, 0x3000],
        [0x3163, 0x3165],
        [0xfdff, 0xfe10],
        [0xfefe, 0xff01],
        [0xff9f, 0xffa1],
        [0xffef, 0xfffd],
        [0x1342f, 0x13440],
        [0x1bc9f, 0x1bca4],
        [0x1d172, 0x1d17b],
        [0x1f3f3, 0x1f3f5],
        [0xdfffe, 0xe1001]
    ];
    return blocks.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
    );
}
