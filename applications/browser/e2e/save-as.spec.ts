// SPDX-License-Identifier: MIT

import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('Save As saves a cloud document as a file of the workspace, with its name in sight', async ({
    signedIn: shell,
    user,
    workspace,
    ide
}) => {
    await user.createDocument('notes.md', '\uFEFF# Notes\r\none\ntwo\r');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('three');
    for (const size of [
        { width: 1024, height: 700 },
        { width: 400, height: 800 },
        { width: 1280, height: 800 }
    ]) {
        await shell.page.setViewportSize(size);
        await shell.runCommand('File: Save As...');
        await expect(shell.saveAsDialog.name).toHaveValue('notes.md');
        await expect(shell.saveAsDialog.name).toBeInViewport({ ratio: 1 });
        await shell.screenshot(`save-as-${size.width}`);
        await shell.saveAsDialog.cancel();
        await expect(shell.saveAsDialog.root).toHaveCount(0);
    }
    await shell.runCommand('File: Save As...');
    await expect(shell.saveAsDialog.folder).toHaveValue(new RegExp(`${workspace.folder}$`));
    await shell.saveAsDialog.save();
    await expect(shell.saveAsDialog.root).toHaveCount(0);
    await expect
        .poll(() => readFile(workspace.path('notes.md'), 'utf8').catch(() => undefined))
        .toBe('\uFEFF# Notes\r\none\ntwo\rthree');
    expect(ide.errors).toEqual([]);
});

test('Save As suggests the present name of a cloud document, not the one under which it was opened', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    await writeFile(workspace.path('notes.md'), 'local');
    await shell.openCloudDocument('notes.md');
    await user.renameDocument(id, 'renamed.md');
    await shell.regainFocus();
    await shell.editor('renamed.md');
    await shell.runCommand('File: Save As...');
    await expect(shell.saveAsDialog.name).toHaveValue('renamed.md');
    await shell.saveAsDialog.save();
    await expect.poll(() => readFile(workspace.path('renamed.md'), 'utf8').catch(() => undefined)).toBe('# Notes\n');
    await expect.poll(() => readFile(workspace.path('notes.md'), 'utf8')).toBe('local');
});

test('Save As suggests a name without invisible characters', async ({ signedIn: shell, workspace }) => {
    await writeFile(workspace.path('invoice\u202Etxt.md'), 'text');
    await shell.page.locator('#files').getByText('invoice[U+202E]txt.md').dblclick();
    await shell.editor('invoice[U+202E]txt.md', 'invoice\u202Etxt.md');
    await shell.runCommand('File: Save As...');
    await expect(shell.saveAsDialog.name).toHaveValue('invoicetxt.md');
    await shell.saveAsDialog.cancel();
});

test('a cloud document stays in UTF-8, and changing its encoding says so', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('a_b_c.md', 'café\n');
    const editor = await shell.openCloudDocument('a_b_c.md');
    for (const action of ['Save with Encoding', 'Reopen with Encoding']) {
        await shell.runCommand('Change File Encoding');
        await shell.quickInput.choose(action);
        await shell.quickInput.choose('Western (Windows 1252)');
        await expect(
            shell.notifications.toast(
                'Could not change the encoding of “a_b_c.md”. Cloud documents are always stored in UTF-8.'
            )
        ).toBeVisible();
        await expect(shell.encodingStatus).toHaveText('UTF-8');
        await shell.screenshot('encoding-refused');
        await shell.notifications.close('Could not change the encoding');
    }
    await editor.append('more');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: 'café\nmore' });
});

test('Save on a new document and Save As offer the disk and the cloud, also for a cloud document', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await shell.runCommand('New Untitled Text File');
    const untitled = await shell.editor('Untitled-1');
    await untitled.append('one');
    await untitled.save();
    await shell.screenshot('save-new-document');
    await shell.saveAsDialog.saveToCloud();
    await shell.quickInput.fill('first.md');
    await shell.quickInput.accept();
    const first = await shell.editor('first.md');
    await expect(untitled.tab).toHaveCount(0);
    await user.expectDocument(await first.documentId(), { name: 'first.md', content: 'one' });

    await first.append(' two');
    await shell.page.keyboard.press('Control+Shift+s');
    for (const width of [400, 1024, 1280]) {
        await shell.page.setViewportSize({ width, height: 800 });
        await expect(shell.saveAsDialog.name).toHaveValue('first.md');
        await shell.screenshot(`save-as-cloud-${width}`);
    }
    await shell.saveAsDialog.saveToCloud();
    await shell.quickInput.fill('second.md');
    await shell.quickInput.accept();
    const second = await shell.editor('second.md');
    await expect(first.tab).toHaveCount(0);
    await user.expectDocument(await second.documentId(), { name: 'second.md', content: 'one two' });
    expect((await user.listDocuments()).map(({ name }) => name).sort()).toEqual(['first.md', 'second.md']);

    await second.focus();
    await shell.page.keyboard.press('Control+Shift+s');
    await expect(shell.saveAsDialog.name).toHaveValue('second.md');
    await shell.saveAsDialog.save();
    await expect.poll(() => readFile(workspace.path('second.md'), 'utf8').catch(() => undefined)).toBe('one two');
});

test('Save on a new document in a cloud folder offers this folder first, then the disk [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('a.md', 'a\n', 'markdown', 'models');
    await shell.openCloudFolder('models');
    await expect(shell.explorer.row('a.md')).toBeVisible();
    await shell.runCommand('New Untitled Text File');
    const untitled = await shell.editor('Untitled-1');
    await untitled.append('one');
    await untitled.save();
    await expect(shell.quickInput.option('Save to Cloud…')).toContainText('models');
    await expect(shell.quickInput.option('Save on Disk…')).toBeVisible();
    await shell.screenshot('save-in-cloud-folder');
    await shell.quickInput.accept();
    await expect(shell.quickInput.widget).toContainText('Enter a name for the cloud document in the folder “models”');
    await shell.quickInput.fill('first.md');
    await shell.quickInput.accept();
    const first = await shell.editor('first.md');
    await expect(untitled.tab).toHaveCount(0);
    await expect(shell.explorer.row('first.md')).toBeVisible();
    const saved = (await user.listDocuments()).filter(document => document.id !== id);
    expect(saved).toMatchObject([{ name: 'first.md', folder: 'models' }]);
    expect(await first.documentId()).toBe(saved[0]?.id);

    await first.focus();
    await shell.page.keyboard.press('Control+Shift+s');
    await shell.quickInput.choose('Save on Disk…');
    await expect(shell.saveAsDialog.name).toHaveValue('first.md');
    await shell.saveAsDialog.cancel();
});
