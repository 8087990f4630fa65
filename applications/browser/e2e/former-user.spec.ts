// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { readStoredData } from './fixtures/stored-data.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

/** Waits until neither the page nor what the browser stores for it has a text. */
async function expectNoTrace({ page }: Shell, text: string): Promise<void> {
    const shown = (): Promise<string> =>
        page.evaluate(() => {
            const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
            return [document.documentElement.outerHTML, ...fields.map(({ value }) => value)].join('\n');
        });
    await expect.poll(async () => (await shown()).includes(text), 'on the page').toBe(false);
    await expect.poll(async () => (await readStoredData(page)).text.includes(text), 'in the browser').toBe(false);
}

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

test('after a sign-out, nothing keeps the names, the texts and the searches of the user, also not for the next user [BY-04]', async ({
    signedIn: shell,
    user,
    stranger
}) => {
    await stranger.signUp();
    await user.createDocument('zqmerger-name.txt', 'zqmerger text\n', 'plaintext', 'zqmerger-folder');
    await user.createDocument('zqmerger-second.txt', 'plain\n');
    await shell.openCloudDocument('zqmerger-name.txt');
    const second = await shell.openCloudDocument('zqmerger-second.txt');
    await second.close();
    await shell.searchView.open();
    await shell.searchView.search('zqmerger text');
    await expect(shell.searchView.lines).toHaveCount(1);
    const first = await shell.editor('zqmerger-name.txt');
    await first.focus();
    await shell.page.keyboard.press('Control+f');
    await expect(shell.page.locator('.find-widget').getByRole('textbox', { name: 'Find' })).toBeFocused();
    await shell.page.keyboard.type('zqmerger');
    await expect(shell.page.locator('.find-widget .matchesCount')).toHaveText('1 of 1');
    await shell.page.keyboard.press('Enter');
    await expect(shell.page.locator('.monaco-alert').filter({ hasText: 'zqmerger' })).not.toHaveCount(0);
    // The browser stores the places and the search.
    await shell.reload();
    await shell.editor('zqmerger-name.txt');
    await expect(shell.searchView.field).toHaveValue('zqmerger text');
    await expect
        .poll(async () => (await readStoredData(shell.page)).text)
        .toContain('sanyam:/zqmerger-folder/zqmerger-name.txt');

    await shell.signOut();
    await shell.expectSignedOut();
    await expectNoTrace(shell, 'zqmerger');
    await shell.reload();
    await expectNoTrace(shell, 'zqmerger');

    await shell.signIn(stranger);
    await shell.searchView.field.press('ArrowUp');
    await expectNoTrace(shell, 'zqmerger');
    await shell.reload();
    await expectNoTrace(shell, 'zqmerger');
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
