// SPDX-License-Identifier: MIT

import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('lines keep their endings through saves that change which ending most lines have', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('mixed.txt', 'a\nb\r\n');
    const editor = await shell.openCloudDocument('mixed.txt');
    await editor.append('c\n');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'a\nb\r\nc\r\n' });
    await editor.append('d');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'a\nb\r\nc\r\nd' });
    await expect(shell.lineEndingStatus).toHaveText('Mixed Line Endings');
});

test('Undo of an ending for all lines restores the mixed endings, also after a save', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('mixed.txt', 'one\r\ntwo\nthree\r\n');
    const editor = await shell.openCloudDocument('mixed.txt');
    await shell.lineEndingStatus.click();
    await shell.quickInput.choose('LF');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\ntwo\nthree\n' });
    await editor.undo();
    await expect(shell.lineEndingStatus).toHaveText('Mixed Line Endings');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\r\ntwo\nthree\r\n' });
    await editor.append('4');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\r\ntwo\nthree\r\n4' });
});

test('the user can choose the ending that the editor already has for all lines', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('mixed.txt', 'one\r\ntwo\nthree\r\n');
    const editor = await shell.openCloudDocument('mixed.txt');
    await shell.lineEndingStatus.click();
    await shell.quickInput.choose('CRLF');
    await expect(shell.lineEndingStatus).toHaveText('CRLF');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\r\ntwo\r\nthree\r\n' });
    await editor.undo();
    await expect(shell.lineEndingStatus).toHaveText('LF');
    await editor.undo();
    await expect(shell.lineEndingStatus).toHaveText('Mixed Line Endings');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\r\ntwo\nthree\r\n' });
});

test('a text that overwrites a later version keeps its endings, and so does the next save', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    const { id } = await user.createDocument('mixed.txt', 'a\nb\r\n');
    consoleWatch.expectErrors(/status of 409/);
    const editor = await shell.openCloudDocument('mixed.txt');
    await editor.append('c\n');
    await user.saveDocument(id, 'q\rq2\nq3\r\n');
    await editor.save();
    await shell.conflictDialog.choose('Overwrite');
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'a\nb\r\nc\r\n' });
    await editor.append('d');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'a\nb\r\nc\r\nd' });
});

test('a text keeps the endings of a version that came in', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('mixed.txt', 'a\r\nb\nc\r\n');
    const editor = await shell.openCloudDocument('mixed.txt');
    await user.saveDocument(id, 'x\ny\r\nz\n');
    await shell.regainFocus();
    await expect(editor.lines).toContainText('y');
    await editor.append('!');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'x\ny\r\nz\n!' });
});

test.describe('a file on the disk', () => {
    test('that mixes line endings keeps them, and a new line gets that of the line above', async ({
        shell,
        workspace
    }) => {
        const file = workspace.path('mixed.txt');
        await writeFile(file, 'a\nb\r\nc\rd\n');
        const editor = await shell.openFile('mixed.txt');
        await editor.append('e\n');
        await editor.save();
        await editor.expectDirty(false);
        await expect.poll(() => readFile(file, 'utf8')).toBe('a\nb\r\nc\rd\ne\n');
        await editor.prepend('0\n');
        await editor.save();
        await editor.expectDirty(false);
        await expect.poll(() => readFile(file, 'utf8')).toBe('0\na\nb\r\nc\rd\ne\n');
    });

    test('gets the ending that the user chooses for all lines', async ({ shell, workspace }) => {
        const file = workspace.path('mixed.txt');
        await writeFile(file, 'one\r\ntwo\nthree\n');
        const editor = await shell.openFile('mixed.txt');
        await shell.lineEndingStatus.click();
        await shell.quickInput.choose('CRLF');
        await editor.save();
        await editor.expectDirty(false);
        await expect.poll(() => readFile(file, 'utf8')).toBe('one\r\ntwo\r\nthree\r\n');
    });

    test('that changed on the disk keeps its new endings', async ({ shell, workspace }) => {
        const file = workspace.path('mixed.txt');
        await writeFile(file, 'a\nb\r\n');
        const editor = await shell.openFile('mixed.txt');
        await writeFile(file, 'x\r\ny\nz\r\n');
        await expect(editor.lines).toContainText('y');
        await editor.append('!');
        await editor.save();
        await editor.expectDirty(false);
        await expect.poll(() => readFile(file, 'utf8')).toBe('x\r\ny\nz\r\n!');
    });
});
