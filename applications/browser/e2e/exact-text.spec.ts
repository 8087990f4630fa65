// SPDX-License-Identifier: MIT

import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

const GERMAN = 'Die Käseplatte für zwölf Gäste: Brötchen, Möhren und Äpfel.\r\nGrüße aus Köln!\r\n';

test('Save to Cloud refuses a file that is not UTF-8 with a reason, and converts it on request [FR-017]', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('legacy.txt'), GERMAN, 'latin1');
    const local = await shell.openFile('legacy.txt');
    await shell.runCommand('Save to Cloud');
    const refusal = 'Could not save “legacy.txt” to the cloud. It is not text in UTF-8, so characters would be lost.';
    await expect(shell.notifications.toast(refusal)).toBeVisible();
    await shell.screenshot('save-to-cloud-encoding');
    expect(await user.listDocuments()).toEqual([]);

    await shell.notifications.choose(refusal, 'Choose Encoding…');
    await shell.quickInput.fill('Western (Windows 1252)');
    await shell.quickInput.choose('Western (Windows 1252)');
    await expect(shell.quickInput.field).toHaveValue('legacy.txt');
    await expect(local.lines).toContainText('Grüße');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Saved “legacy.txt” to the cloud')).toBeVisible();
    const cloud = await shell.editor('legacy.txt');
    await user.expectDocument(await cloud.documentId(), { content: GERMAN });
    await cloud.expectDirty(false);
    await expect.poll(() => readFile(workspace.path('legacy.txt'), 'latin1')).toBe(GERMAN);
});

test('Save to Cloud converts a file from the encoding that it suggests', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('legacy.txt'), GERMAN, 'latin1');
    await shell.openFile('legacy.txt');
    await shell.runCommand('Save to Cloud');
    await shell.notifications.choose('Its encoding seems to be', 'Convert');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Saved “legacy.txt” to the cloud')).toBeVisible();
    const [document] = await user.listDocuments();
    await user.expectDocument(document?.id ?? '', { content: GERMAN });
});

test('Save to Cloud does not convert a file with changes', async ({ signedIn: shell, user, workspace }) => {
    await writeFile(workspace.path('legacy.txt'), GERMAN, 'latin1');
    const local = await shell.openFile('legacy.txt');
    await local.append('more');
    await shell.runCommand('Save to Cloud');
    await shell.notifications.choose('Could not save “legacy.txt”', 'Convert');
    await expect(shell.notifications.toast('Could not convert “legacy.txt”, because it has changes.')).toBeVisible();
    await local.expectDirty(true);
    expect(await user.listDocuments()).toEqual([]);
});

test('Save to Cloud keeps the text of a file that the IDE reads as UTF-16', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('wide.txt'), `\uFEFF${GERMAN}`, 'utf16le');
    await shell.openFile('wide.txt');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “wide.txt” to the cloud')).toBeVisible();
    const [document] = await user.listDocuments();
    await user.expectDocument(document?.id ?? '', { content: `\uFEFF${GERMAN}` });
});

for (const [what, text] of [
    ['a byte order mark', '\uFEFFone\ntwo\nthree\n'],
    ['mixed line endings', 'one\r\ntwo\nthree\r\n'],
    ['lone carriage returns', 'one\rtwo\rthree\r'],
    ['a mark and all kinds of endings', '\uFEFFone\rtwo\nthree\r\n']
] as const) {
    test(`${what} of a text stay through Save to Cloud, an edit and a save`, async ({
        signedIn: shell,
        user,
        workspace
    }) => {
        await writeFile(workspace.path('form.txt'), text);
        await shell.openFile('form.txt');
        await shell.saveToCloud();
        await expect(shell.notifications.toast('Saved “form.txt” to the cloud')).toBeVisible();
        const editor = await shell.editor('form.txt');
        const id = await editor.documentId();
        await user.expectDocument(id, { content: text });
        // Enter after a word could accept a suggestion.
        await editor.append('4');
        await editor.save();
        await editor.expectDirty(false);
        await user.expectDocument(id, { content: `${text}4` });
        await editor.append('\n5');
        await editor.save();
        await editor.expectDirty(false);
        const ending = /[\r\n]*$/.exec(text)?.[0];
        await user.expectDocument(id, { content: `${text}4${ending}5` });
        await editor.undo();
        await editor.save();
        await editor.expectDirty(false);
        expect((await user.readDocument(id)).content.startsWith(`${text}4`)).toBe(true);
    });
}

test('Save to Cloud of changed text keeps its byte order mark and its line endings', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('form.txt'), '\uFEFFone\rtwo\nthree\n');
    const local = await shell.openFile('form.txt');
    await local.append('four');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “form.txt” to the cloud')).toBeVisible();
    const [document] = await user.listDocuments();
    await user.expectDocument(document?.id ?? '', { content: '\uFEFFone\rtwo\nthree\nfour' });
});

test('separators that are no line endings stay through an edit and a save', async ({ signedIn: shell, user }) => {
    const text = 'one\u2028two\u2029three\u0085four\u000Bfive\u000Csix\n';
    const { id } = await user.createDocument('form.txt', text);
    const editor = await shell.openCloudDocument('form.txt');
    await editor.append('end');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${text}end` });
});

test('the status bar says that a cloud document mixes line endings, until the user chooses one', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('mixed.md', 'one\r\ntwo\nthree\r\n');
    await user.createDocument('plain.md', 'one\r\ntwo\r\n');
    await shell.openCloudDocument('plain.md');
    await expect(shell.lineEndingStatus).toHaveText('CRLF');
    const editor = await shell.openCloudDocument('mixed.md');
    await expect(shell.lineEndingStatus).toHaveText('Mixed Line Endings');
    await shell.screenshot('mixed-line-endings');
    await shell.lineEndingStatus.click();
    await shell.quickInput.choose('LF');
    await expect(shell.lineEndingStatus).toHaveText('LF');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\ntwo\nthree\n' });
});

test('Save to Cloud says where a UTF-8 file is damaged, and offers no other encoding', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(
        workspace.path('damaged.txt'),
        Buffer.concat([Buffer.from('café\ngood é '), Buffer.from([0xc3, 0x28]), Buffer.from('end\n')])
    );
    const local = await shell.openFile('damaged.txt');
    await shell.runCommand('Save to Cloud');
    const refusal = 'It seems to be UTF-8, but line 2 has a damaged character (�).';
    await expect(shell.notifications.toast(refusal)).toBeVisible();
    await shell.notifications.choose(refusal, 'Go to Line');
    await expect(shell.cursorStatus).toContainText('Ln 2');
    await expect.poll(() => local.hasFocus()).toBe(true);
    await shell.page.keyboard.press('Delete');
    await local.save();
    await local.expectDirty(false);
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “damaged.txt” to the cloud')).toBeVisible();
    const [document] = await user.listDocuments();
    await user.expectDocument(document?.id ?? '', { content: 'café\ngood é (end\n' });
});

for (const [name, bytes, label] of [
    ['short.txt', Buffer.from('93fa967b8cea0d0a', 'hex'), undefined],
    ['russian.txt', Buffer.from('cff0e8e2e5f220ece8f00a', 'hex'), 'Cyrillic (Windows 1251)']
] as const) {
    test(`Save to Cloud suggests ${label ?? 'no encoding without evidence'} for ${name}`, async ({
        signedIn: shell,
        workspace
    }) => {
        await writeFile(workspace.path(name), bytes);
        await shell.openFile(name);
        await shell.runCommand('Save to Cloud');
        const toast = shell.notifications.toast(`Could not save “${name}” to the cloud. It is not text in UTF-8`);
        await expect(toast).toContainText(
            label === undefined ? 'Choose the encoding of the file to convert it.' : `seems to be ${label}`
        );
        await expect(toast.getByRole('button', { name: 'Convert' })).toHaveCount(label === undefined ? 0 : 1);
        await expect(toast.getByRole('button', { name: 'Choose Encoding…' })).toBeVisible();
    });
}
