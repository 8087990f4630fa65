// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('after a sign-out, nothing names the cloud folders of the user, and another user sees their own documents [BY-04]', async ({
    signedIn: shell,
    user,
    stranger
}) => {
    await stranger.signUp();
    await stranger.createDocument('theirs.md', 'theirs\n');
    await user.createDocument('a.md', 'a\n', 'markdown', 'secret-merger');
    await shell.openCloudFolder('secret-merger');
    await expect(shell.explorer.row('a.md')).toBeVisible();
    await expect.poll(() => shell.page.title()).toContain('secret-merger');

    await shell.signOut();
    await shell.expectSignedOut();
    await expect.poll(() => shell.page.title()).not.toContain('secret-merger');
    expect(shell.page.url()).not.toContain('secret-merger');
    await expect(shell.explorer.title).toContainText('My Documents');
    await shell.runCommand('File: Open Recent Workspace...');
    await expect(shell.quickInput.option('My Documents (Cloud)')).toBeVisible();
    await expect(shell.quickInput.option('secret-merger')).toHaveCount(0);
    await shell.screenshot('recent-after-sign-out');
    await shell.quickInput.cancel();
    await expect(shell.welcomePage.root).not.toContainText('secret-merger');

    await shell.signIn(stranger);
    await expect(shell.explorer.row('theirs.md')).toBeVisible();
    await shell.reload();
    await expect(shell.explorer.row('theirs.md')).toBeVisible();
});

test('the list of recent workspaces has the cloud folders of its user, and not those of another browser’s user', async ({
    signedIn: shell,
    user,
    stranger,
    openBrowser,
    ide
}) => {
    await stranger.signUp();
    await user.createDocument('a.md', 'a\n', 'markdown', 'secret-merger');
    await shell.openCloudFolder('secret-merger');
    await expect(shell.explorer.row('a.md')).toBeVisible();
    await shell.openCloudFolder('My Documents');
    await shell.runCommand('File: Open Recent Workspace...');
    await expect(shell.quickInput.option('secret-merger')).toBeVisible();
    await shell.quickInput.cancel();

    const other = await openBrowser(ide);
    await other.signIn(stranger);
    await other.runCommand('File: Open Recent Workspace...');
    await expect(other.quickInput.option('My Documents (Cloud)')).toBeVisible();
    await expect(other.quickInput.option('secret-merger')).toHaveCount(0);
    await other.screenshot('recent-of-another-user');
    await other.quickInput.cancel();
    await expect(other.welcomePage.root).not.toContainText('secret-merger');
});

test('an export ends when another user signs in, and says why [BY-02]', async ({ signedIn: shell, user, stranger }) => {
    await stranger.signUp();
    await user.createDocument('notes.md', 'text');
    const other = await shell.openWindow();
    await shell.page.bringToFront();
    const held = await Hold.requests(shell.page, /\/rpc\/export_my_data/);
    await shell.runCommand('Sanyam: Export My Documents');
    await shell.quickInput.choose('Download');
    await expect(shell.notifications.toast('Exporting your documents…')).toBeVisible();
    await other.signOut();
    await other.expectSignedOut();
    await other.signIn(stranger);
    await expect(
        shell.notifications.toast('Could not export your documents. You are no longer signed in as')
    ).toContainText('Sign in again, and export again.');
    await expect(shell.notifications.toast('Exporting your documents…')).toHaveCount(0);
    held.release();
});
