// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('a notification is whole in a window of 400 pixels', async ({ signedIn: shell, workspace }) => {
    await writeFile(workspace.path('latin.txt'), Buffer.from('caf\u00e9', 'latin1'));
    await shell.openFile('latin.txt');
    await shell.page.setViewportSize({ width: 400, height: 800 });
    await shell.runCommand('Save to Cloud');
    const refusal = shell.notifications.toast('Could not save “latin.txt” to the cloud.');
    await expect(refusal).toBeInViewport({ ratio: 1 });
    await shell.screenshot('notification-400');
});

test('notifications can be reached and answered by keyboard', async ({ signedIn: shell, workspace }) => {
    await writeFile(workspace.path('latin.txt'), Buffer.from('caf\u00e9', 'latin1'));
    const editor = await shell.openFile('latin.txt');
    await shell.runCommand('Save to Cloud');
    const refusal = shell.notifications.toast('Could not save “latin.txt” to the cloud.');
    await expect(refusal).toBeVisible();
    await editor.focus();
    await shell.runCommand('Notifications: Focus Notification');
    await expect(refusal).toBeFocused();
    await shell.page.keyboard.press('Tab');
    await expect(refusal.getByRole('button', { name: 'Convert' })).toBeFocused();
    await shell.page.keyboard.press('Enter');
    await expect(shell.quickInput.widget).toContainText('Enter a name for the cloud document');
    await shell.quickInput.cancel();
});

test('Escape in a notification, shown or in the list, gives the focus back to the editor', async ({
    signedIn: shell,
    workspace
}) => {
    await writeFile(workspace.path('latin.txt'), Buffer.from('caf\u00e9', 'latin1'));
    const editor = await shell.openFile('latin.txt');
    const refusal = shell.notifications.toast('Could not save “latin.txt” to the cloud.');
    await shell.runCommand('Save to Cloud');
    await expect(refusal).toBeVisible();
    for (const [command, focused] of [
        ['Notifications: Focus Notification', refusal],
        ['Show Notifications', shell.notifications.all.first()]
    ] as const) {
        await shell.runCommand(command);
        await expect(focused).toBeFocused();
        await shell.page.keyboard.press('Escape');
        await expect(focused).toBeHidden();
        await expect.poll(() => editor.hasFocus()).toBe(true);
        await shell.page.keyboard.type('typed');
    }
    await expect(editor.lines).toContainText('typedtyped');
});

test('a dialog gets the keys before a notification and before commands', async ({ signedIn: shell, user }) => {
    await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await shell.runCommand('Change File Encoding');
    await shell.quickInput.choose('Save with Encoding');
    await shell.quickInput.choose('Western (Windows 1252)');
    const toast = shell.notifications.toast('Could not change the encoding of “notes.md”');
    await expect(toast).toBeVisible();
    await editor.append('unsaved');
    await shell.signOut();
    await expect(shell.signOutDialog.root).toBeVisible();
    await shell.page.keyboard.press('Control+Alt+l');
    await shell.page.keyboard.press('F1');
    await expect(shell.quickInput.widget).toBeHidden();
    await shell.page.keyboard.press('Escape');
    await expect(shell.signOutDialog.root).toHaveCount(0);
    await expect(toast).toBeVisible();
});

test('Show Notifications moves the focus to the list', async ({ signedIn: shell, workspace }) => {
    await writeFile(workspace.path('latin.txt'), Buffer.from('caf\u00e9', 'latin1'));
    await shell.openFile('latin.txt');
    await shell.runCommand('Save to Cloud');
    await expect(shell.notifications.toast('Could not save “latin.txt”')).toBeVisible();
    await shell.runCommand('Show Notifications');
    await expect(shell.notifications.all.first()).toBeFocused();
    await shell.screenshot('notification-center');
});

test('the list of cloud documents says that it is loading until the cloud has answered', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    const hold = await Hold.requests(shell.page, /\/rpc\/list_documents/);
    await shell.runCommand('Open Cloud Document');
    await hold.reached;
    await expect(shell.quickInput.options).toHaveText([/Loading your cloud documents…/]);
    await shell.screenshot('cloud-documents-loading');
    await shell.quickInput.accept();
    await expect(shell.quickInput.options).toHaveText([/Loading your cloud documents…/]);
    hold.release();
    await expect(shell.quickInput.options).toHaveText([/notes\.md/]);
    await shell.quickInput.accept();
    const editor = await shell.editor('notes.md');
    await expect(editor.lines).toContainText('# Notes');
});

test('Enter opens the first cloud document that matches a filter, also if it was typed while the list was loading', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('plan.md', '# Plan\n');
    await user.createDocument('notes.md', '# Notes\n');
    const hold = await Hold.requests(shell.page, /\/rpc\/list_documents/);
    await shell.runCommand('Open Cloud Document');
    await hold.reached;
    await shell.quickInput.fill('plan');
    hold.release();
    await expect(shell.quickInput.options).toHaveText([/plan\.md/]);
    await shell.quickInput.accept();
    const editor = await shell.editor('plan.md');
    await expect(editor.lines).toContainText('# Plan');
});
