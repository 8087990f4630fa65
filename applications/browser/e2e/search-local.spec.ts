// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('the Search view says what is wrong with a regular expression', async ({ shell, workspace }) => {
    await writeFile(workspace.path('groups.txt'), 'a needle\n');
    const { searchView } = shell;
    await searchView.open();
    await searchView.patternSwitch.click();
    for (const [pattern, reason] of [
        ['(', 'unclosed group'],
        ['[', 'unclosed character class'],
        ['*', 'repetition operator missing expression'],
        ['(?<=a )needle', 'look-around, including look-ahead and look-behind, is not supported'],
        [String.raw`a\nb`, String.raw`cannot have \n here`]
    ] as const) {
        await searchView.search(pattern);
        await expect(searchView.notice).toContainText(reason);
        await expect(searchView.message).toHaveText('');
    }
    await searchView.search('no.such.text');
    await expect(searchView.message).toHaveText('No results found');
    await expect(searchView.notice).toHaveCount(0);
    await searchView.search('n[e]+dle');
    await expect(searchView.lines).toHaveCount(1);
});
