// SPDX-License-Identifier: MIT

import { ACCEPTED_NAMES, REFUSED_NAMES } from './names';

/** A path of 1,600 bytes in three-byte letters, and of 1,024 characters in ASCII. */
const MOST_BYTES = `${Array.from({ length: 5 }, () => 'न'.repeat(106)).join('/')}/${'a'.repeat(5)}`;
const MOST_CHARACTERS = `${Array.from({ length: 4 }, () => 'x'.repeat(204)).join('/')}/${'y'.repeat(204)}`;

/** Paths that a folder can have. This table drives the tests of the database and of the programs. */
export const ACCEPTED_FOLDERS: readonly string[] = [
    '',
    'models',
    'models/shared',
    'a/b/c/d/e/f/g/h/i/j',
    // The deepest path.
    Array.from({ length: 512 }, () => 'a').join('/'),
    MOST_BYTES,
    MOST_CHARACTERS,
    ...ACCEPTED_NAMES,
    ...ACCEPTED_NAMES.map(name => `models/${name}/shared`),
    // Each name by itself is in NFC, as is the path. A mark after a slash stays there.
    'Cafe\u0301/Cafe\u0301',
    'a/\u0301b'
];

const names = Object.values(REFUSED_NAMES)
    .flat()
    .filter(name => name !== '');

/** Paths that no folder can have, by what is wrong with them. */
export const REFUSED_FOLDERS: Readonly<Record<string, readonly string[]>> = {
    'it has too many characters': [`${MOST_CHARACTERS}z`, Array.from({ length: 513 }, () => 'a').join('/')],
    'it has too many bytes': [`${MOST_BYTES}b`, Array.from({ length: 3 }, () => '😀'.repeat(200)).join('/')],
    'it has an empty name': ['/', '/a', 'a/', 'a//b', '//'],
    'one of its names is refused': [
        ...names.filter(name => !name.includes('/')),
        ...names.filter(name => !name.includes('/')).map(name => `models/${name}/shared`),
        '../a',
        'a/../b',
        'a/./b',
        'a\\b/c'
    ]
};
