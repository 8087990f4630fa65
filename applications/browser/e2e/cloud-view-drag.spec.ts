// SPDX-License-Identifier: MIT

import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('a document dragged to a folder with one of its name asks, and one dragged to the trash is there [FR-017, BY-04]', async ({
    signedIn: shell,
    user
}) => {
    const { id: moved } = await user.createDocument('a.md', 'moved\n');
    const { id: present } = await user.createDocument('a.md', 'present\n', 'markdown', 'folder');
    const view = shell.cloudView;
    const dialog = shell.page.locator('.dialogBlock');
    await view.open();
    const drag = () => view.row('a.md').dragTo(view.row('folder'));

    await drag();
    await expect(dialog).toContainText('The folder has a document “a.md”. Replacing moves it to the trash.');
    await shell.screenshot('cloud-view-move-question');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await user.expectDocument(moved, { folder: '' });

    await drag();
    await dialog.getByRole('button', { name: 'Keep Both' }).click();
    await expect(shell.notifications.toast('Moved “a.md” to “folder” as “a copy.md”.')).toBeVisible();
    await user.expectDocument(moved, { folder: 'folder', name: 'a copy.md' });
    await shell.notifications.choose('Moved “a.md” to “folder”', 'Undo');
    await expect(view.row('a.md')).toHaveAttribute('aria-level', '2');

    await drag();
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await expect(shell.notifications.toast('The replaced document is in the trash.')).toBeVisible();
    await user.expectDocument(moved, { folder: 'folder', name: 'a.md' });
    await expect.poll(async () => (await user.listDocuments()).map(({ id }) => id)).toEqual([moved]);
    await shell.notifications.choose('The replaced document is in the trash.', 'Undo');
    await user.expectDocument(present, { folder: 'folder', deleted_at: null });
    await user.expectDocument(moved, { folder: '' });

    // The folder is empty until the document is back, and its row comes late.
    await expect.poll(async () => (await view.outline()).slice(0, 3)).toEqual(['My Documents', '  folder', '  a.md']);
    await view.row('a.md').dragTo(view.row('Trash'));
    await expect(shell.notifications.toast('Moved “a.md” to the trash.')).toBeVisible();
    await expect.poll(async () => (await user.listDocuments()).map(({ id }) => id)).toEqual([present]);
});

test('documents and folders dragged to a folder of the Explorer are downloaded there, and replace a file after a question [FR-017]', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await user.createDocument('a.md', '\uFEFFfirst\r\nsecond\r\n');
    await user.createDocument('b.dsl', 'b\n', 'plaintext', 'models/shared');
    await user.createDocument('c.dsl', 'c\n', 'plaintext', 'models');
    await mkdir(workspace.path('inbox'));
    await writeFile(workspace.path('inbox/a.md'), 'mine\n');
    const { cloudView: view, explorer } = shell;
    const read = (file: string) => readFile(workspace.path(`inbox/${file}`), 'utf8');
    await view.open();
    await view.select('models', 'a.md');

    await view.dragToExplorer('a.md', explorer, 'inbox');
    await expect(explorer.dialog).toContainText('The folder on the disk has “a.md”. Replacing cannot be undone.');
    await shell.screenshot('download-question');
    await explorer.dialog.getByRole('button', { name: 'Keep Both' }).click();
    await expect(shell.notifications.toast('Downloaded 3 of 3 documents to “inbox”.')).toBeVisible();
    await expect(explorer.row('models')).toBeVisible();
    expect(await read('a.md')).toBe('mine\n');
    expect(await read('a copy.md')).toBe('\uFEFFfirst\r\nsecond\r\n');
    expect(await read('models/shared/b.dsl')).toBe('b\n');
    expect(await read('models/c.dsl')).toBe('c\n');

    await view.open();
    await view.select('models');
    await view.dragToExplorer('a.md', explorer, 'inbox');
    await explorer.dialog.getByRole('button', { name: 'Replace' }).click();
    await expect(shell.notifications.toast('Downloaded “a.md” to “inbox”.')).toBeVisible();
    expect(await read('a.md')).toBe('\uFEFFfirst\r\nsecond\r\n');

    await rm(workspace.path('inbox/a.md'));
    await writeFile(workspace.path('outside.md'), 'mine\n');
    await symlink(workspace.path('outside.md'), workspace.path('inbox/a.md'));
    await view.open();
    await view.dragToExplorer('a.md', explorer, 'inbox');
    await explorer.dialog.getByRole('button', { name: 'Replace' }).click();
    await expect(shell.notifications.toast('On the disk, “a.md” is a link to another place.')).toBeVisible();
    expect(await readFile(workspace.path('outside.md'), 'utf8')).toBe('mine\n');
});
