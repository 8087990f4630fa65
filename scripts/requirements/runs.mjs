// SPDX-License-Identifier: MIT

import path from 'node:path';
import { root } from '../set-up/repository.mjs';

/** A tag at any position: the full title of a test contains the titles of its suites. */
const TAGS = /\s*\[((?:FR|BY|WS|SC)-\d[^\]]*)\]/g;

/**
 * Compares the proofs that the sources name with the tests that ran. It finds a tag in a string that is not a title, in
 * code that never runs, and on a test that is skipped.
 *
 * A failed test counts as run, because it fails the run by itself.
 *
 * @param proofs from {@link gather}
 * @param tests {{ kind: 'passed' | 'failed' | 'skipped', title: string, file?: string }[]}
 * @returns a message for each proof that no test of this run gives
 */
export function proofsNotRun(proofs, tests) {
    const ran = tests
        .filter(({ kind, file }) => kind !== 'skipped' && file !== undefined)
        .map(({ file, title }) => ({
            name: nameOf(file),
            numbers: [...title.matchAll(TAGS)].flatMap(([, tag]) => tag.split(',').map(number => number.trim())),
            title: title.replace(TAGS, '')
        }));
    return proofs
        .filter(proof => {
            const pattern = patternOf(proof.title);
            const name = nameOf(path.join(root, proof.file));
            return !ran.some(
                test => test.name === name && test.numbers.includes(proof.number) && pattern.test(test.title)
            );
        })
        .map(({ number, file, line, title }) => `${file}:${line}: no test of this run proves ${number}: “${title}”.`);
}

/** Returns a test file's path without its extension: the same for a source and for what the compiler makes of it. */
function nameOf(file) {
    return path
        .relative(root, file)
        .split(path.sep)
        .join('/')
        .replace(/^supabase\/tests\/lib\//, 'supabase/tests/')
        .replace(/^((?:packages|applications)\/[^/]+)\/lib\//, '$1/src/')
        .replace(/\.spec\.\w+$/, '');
}

/** Returns what matches the full title of a test, in which “…” stands for values that are only known at run time. */
function patternOf(title) {
    const parts = title.split(/ › |…/).map(part => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    return new RegExp(parts.join('.*'), 's');
}
