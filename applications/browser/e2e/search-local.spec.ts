// SPDX-License-Identifier: MIT

import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('Replace All in local files keeps their lines, whatever ends them', async ({ shell, workspace }) => {
    const files = {
        'byte-order-mark.txt': '\uFEFFneedle 1\r\nneedle 2\r\n',
        'form-feed.txt': 'needle\fneedle\n',
        'line-separator.txt': 'needle\u2028needle\nneedle\n',
        'return.txt': 'needle 4\rneedle 5\r',
        'returns.txt': 'needle 1\r\r\nneedle 2\r\n',
        'three.txt': 'a\rneedle\rneedle\nneedle\n'
    };
    for (const [name, text] of Object.entries(files)) {
        await writeFile(workspace.path(name), text);
    }
    await writeFile(workspace.path('utf-16.txt'), '\uFEFFneedle 1\r\nneedle 2\n', 'utf16le');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(7);
    await expect(searchView.lines.filter({ hasText: 'needle 5' })).toHaveText(['needle 5']);
    // A single one is at its own place, too.
    await searchView.replaceAt(searchView.lines.filter({ hasText: / 5$/ }), 'haystacks');
    await expect.poll(() => readFile(workspace.path('return.txt'), 'utf8')).toBe('needle 4\rhaystacks 5\r');
    await searchView.replaceAll('haystacks');
    for (const [name, text] of Object.entries(files)) {
        await expect
            .poll(() => readFile(workspace.path(name), 'utf8'), { message: name })
            .toBe(text.replaceAll('needle', 'haystacks'));
    }
    await expect
        .poll(() => readFile(workspace.path('utf-16.txt'), 'utf16le'))
        .toBe('\uFEFFhaystacks 1\r\nhaystacks 2\n');
    await expect(shell.notifications.toast('Not all matches')).toHaveCount(0);
});

test('Replace All leaves a local file as it is that has other text at the place of a match, and says so', async ({
    shell,
    workspace
}) => {
    const file = workspace.path('changed.txt');
    await writeFile(file, 'one needle\ntwo needle\n');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.lines).toHaveCount(2);
    const changed = 'zero\na longer line\nthen one needle\n';
    await writeFile(file, changed);
    await searchView.replaceAll('straw');
    await expect(shell.notifications.toast('Not all matches in “changed.txt” were replaced.')).toBeVisible();
    expect(await readFile(file, 'utf8')).toBe(changed);
});

test('Replace finds texts over several lines and whole words in closed files, and puts line breaks in one row after the other', async ({
    shell,
    workspace
}) => {
    const file = workspace.path('lines.txt');
    await writeFile(file, 'one needle\r\nand more\r\nneedles, a needle\r\na needle\r\n');
    const text = () => readFile(file, 'utf8');
    const { searchView, notifications } = shell;
    await searchView.open();
    await searchView.search('needle\nand');
    await expect(searchView.lines).toHaveCount(1);
    await searchView.replaceAll('needle and');
    await expect.poll(text).toBe('one needle and more\r\nneedles, a needle\r\na needle\r\n');
    await searchView.search('');
    await searchView.patternSwitch.click();
    await searchView.wordSwitch.click();
    await searchView.search('ne+dle');
    await expect(searchView.lines).toHaveCount(3);
    await searchView.replaceAt(searchView.lines.first(), String.raw`a\nb`);
    await expect.poll(text).toBe('one a\r\nb and more\r\nneedles, a needle\r\na needle\r\n');
    await searchView.replaceAt(searchView.lines.last(), String.raw`a\nb`);
    await expect.poll(text).toBe('one a\r\nb and more\r\nneedles, a needle\r\na a\r\nb\r\n');
    // With the first line of its replacement.
    await expect(searchView.lines).toHaveText(['needles, a needlea']);
    await expect(notifications.toast('Not all matches')).toHaveCount(0);
});

test('Replace leaves a file in another encoding as it is, closed or open, and says why', async ({
    shell,
    workspace
}) => {
    const file = workspace.path('latin1.txt');
    const bytes = Buffer.from('caf\u00e9\nneedle\n', 'latin1');
    await writeFile(file, bytes);
    const { searchView, notifications } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.lines).toHaveCount(1);
    const said = notifications.toast(/Could not replace in “latin1\.txt”\. It is not text in UTF-8/);
    await searchView.replaceAll('straw');
    await expect(said).toBeVisible();
    await expect(searchView.lines).toHaveCount(1);
    await notifications.close(/latin1/);
    // This opens it.
    await searchView.replaceAt(searchView.lines.first(), 'straw');
    await expect(said).toBeVisible();
    await expect(searchView.lines).toHaveCount(1);
    await notifications.close(/latin1/);
    await searchView.replaceAll('straw');
    await expect(said).toBeVisible();
    expect(await readFile(file)).toEqual(bytes);
});

test('Replace All by a regular expression knows its groups and escapes', async ({ shell, workspace }) => {
    const file = workspace.path('groups.txt');
    await writeFile(file, 'foo 1\r\nsay foo 2\r\n');
    const { searchView } = shell;
    await searchView.open();
    await searchView.patternSwitch.click();
    await searchView.search(String.raw`(foo) (\d).*`);
    await expect(searchView.lines).toHaveCount(2);
    await searchView.replaceAll(String.raw`$2:\u$1\t$$`);
    await expect.poll(() => readFile(file, 'utf8')).toBe('1:Foo\t$\r\nsay 2:Foo\t$\r\n');
    // Without the expression, it is plain text.
    await searchView.patternSwitch.click();
    await searchView.search('Foo');
    await expect(searchView.lines).toHaveCount(2);
    await searchView.replaceAll(String.raw`$1\n`);
    await expect.poll(() => readFile(file, 'utf8')).toBe('1:$1\\n\t$\r\nsay 2:$1\\n\t$\r\n');
});

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
