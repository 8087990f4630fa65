// SPDX-License-Identifier: MIT

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { contradictions, render } from './page.mjs';
import { gather, readTests } from './proofs.mjs';
import { proofsNotRun } from './runs.mjs';

const PAGE = 'docs/requirements.md';

/**
 * Compares docs/requirements.md with the tags of the tests, and writes the part of the page that lists the tests.
 *
 * @param isCheck whether to check the page without writing it
 * @throws SetUpError that says what is wrong, and what to do
 */
export function updateRequirements({ isCheck }) {
    const file = inRoot(PAGE);
    if (!existsSync(file)) {
        throw new SetUpError(`There is no ${PAGE}. Restore it: git checkout -- ${PAGE}`);
    }
    const page = readFileSync(file, 'utf8');
    const { proofs, problems } = gather(readTests());
    const updated = render(page, proofs);
    if (!isCheck && updated !== page) {
        writeFileSync(file, updated);
        console.log(`Updated the list of tests in ${PAGE}.`);
    }
    const wrong = [...problems, ...contradictions(page, proofs)];
    if (wrong.length > 0) {
        throw new SetUpError(
            `${wrong.join('\n')}\n\nCorrect the tags of the tests, or the states in ${PAGE}. Then run “npm run requirements”.`
        );
    }
    if (isCheck && updated !== page) {
        throw new SetUpError(
            `The list of tests in ${PAGE} is outdated. Run “npm run requirements” and commit the page.`
        );
    }
}

/**
 * Checks that every test on docs/requirements.md ran.
 *
 * @param tests the results of all suites
 * @throws SetUpError that names each requirement and test
 */
export function checkProofs(tests) {
    const missing = proofsNotRun(gather(readTests()).proofs, tests);
    if (missing.length > 0) {
        throw new SetUpError(
            `${missing.join('\n')}\n\nLet these tests run, or remove their tags. Then run “npm run requirements”.`
        );
    }
}
