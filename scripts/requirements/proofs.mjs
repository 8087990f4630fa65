// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';
import { titlesIn } from './test-titles.mjs';

/** The folders with tests. */
const FOLDERS = ['packages', 'applications', 'supabase', 'scripts'];

const SPEC = /\.spec\.(ts|tsx|mjs)$/;

/** These files have tags as examples. They prove no requirement. */
const EXAMPLES = ['proofs', 'requirements-page', 'test-tags'].map(name =>
    inRoot('scripts', 'test', `${name}.spec.mjs`)
);

const NUMBER = /^((FR|SC)-\d{3}|(BY|WS)-\d{2})$/;

/** A tag at the end of a title: `[FR-036, WS-03]`. */
const TAG = /\s*\[((?:FR|BY|WS|SC)[^[\]]*)\]\s*$/;

/** Text that looks like a tag, at any position. */
const LIKE_A_TAG = /\[\s*(FR|BY|WS|SC)-?\d/i;

/** Reads every test file of the repository. */
export function readTests() {
    return filesBelow(
        FOLDERS.map(folder => inRoot(folder)),
        ['node_modules', 'lib', 'src-gen', 'workspace']
    )
        .filter(file => SPEC.test(file) && !EXAMPLES.includes(file))
        .map(file => ({
            file: path.relative(root, file).split(path.sep).join('/'),
            text: readFileSync(file, 'utf8')
        }));
}

/**
 * Gathers which test proves which requirement.
 *
 * A tag at the end of a test's title counts for the test. A tag at the end of a suite's title counts for the whole suite.
 * A tag in another string counts if the file has a loop that makes titles.
 *
 * @param files {{ file: string, text: string }[]}
 * @returns the proofs, in the order of the files, and a message for each wrong tag
 */
export function gather(files) {
    const proofs = [];
    const problems = [];
    for (const { file, text } of files) {
        const { tests, values, errors } = titlesIn(file, text);
        problems.push(...errors.map(({ message, line }) => `${file}:${line}: ${message}`));
        const add = (titles, line, more = {}) => {
            const { numbers, title, problem } = parse(titles.at(-1));
            if (problem !== undefined) {
                problems.push(`${file}:${line}: ${problem}`);
            }
            const outer = titles.slice(0, -1).map(outerTitle => parse(outerTitle).title);
            for (const number of numbers) {
                proofs.push({ number, file, line, title: [...outer, title].join(' › '), screenshots: [], ...more });
            }
        };
        for (const [suite, inside] of suitesOf(tests)) {
            add(JSON.parse(suite), inside[0].line, { tests: inside.length });
        }
        for (const { titles, line, screenshots } of tests) {
            add(titles, line, { screenshots });
        }
        const hasLoop = tests.some(({ titles }) => titles.some(title => title.includes('…')));
        for (const { text: value, line } of values.filter(({ text: value }) => LIKE_A_TAG.test(value))) {
            if (hasLoop) {
                add([value], line);
            } else {
                problems.push(`${file}:${line}: the tag in “${value}” is not in the title of a test.`);
            }
        }
    }
    return { proofs, problems };
}

/** Returns the tests in each suite, by the titles of the suite. */
function suitesOf(tests) {
    const suites = new Map();
    for (const test of tests) {
        for (let depth = 1; depth < test.titles.length; depth++) {
            const key = JSON.stringify(test.titles.slice(0, depth));
            suites.set(key, [...(suites.get(key) ?? []), test]);
        }
    }
    return suites;
}

/** Splits a title into its words and the numbers of its tag. */
function parse(title) {
    const match = TAG.exec(title);
    if (match === null) {
        const problem = LIKE_A_TAG.test(title) ? `the tag in “${title}” is not at the end.` : undefined;
        return { numbers: [], title, problem };
    }
    const words = title.slice(0, match.index);
    const numbers = match[1].split(',').map(number => number.trim());
    const wrong = numbers.filter(number => !NUMBER.test(number));
    return {
        numbers: numbers.filter(number => NUMBER.test(number)),
        title: words,
        problem: problemOf(title, words, wrong)
    };
}

function problemOf(title, words, wrong) {
    if (wrong.length > 0) {
        return `“${wrong.join(', ')}” is not a number such as FR-042, BY-07, WS-03 or SC-001.`;
    }
    return LIKE_A_TAG.test(words)
        ? `“${title}” has more than one tag. Write one at the end: “[FR-036, FR-037]”.`
        : undefined;
}
