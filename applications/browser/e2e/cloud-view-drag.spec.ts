// SPDX-License-Identifier: MIT

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

    await expect(view.row('a.md')).toHaveAttribute('aria-level', '2');
    await view.row('a.md').dragTo(view.row('Trash'));
    await expect(shell.notifications.toast('Moved “a.md” to the trash.')).toBeVisible();
    await expect.poll(async () => (await user.listDocuments()).map(({ id }) => id)).toEqual([present]);
});
