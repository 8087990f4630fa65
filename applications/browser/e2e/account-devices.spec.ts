// SPDX-License-Identifier: MIT

import { expectAccessible } from './fixtures/axe.js';
import { expectAllKept, keptDrafts } from './fixtures/kept-drafts.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

// Each test starts the IDE two or three times.
test.describe.configure({ timeout: 240_000 });

const ENDED = 'Your session has expired, or was ended on another device.';

/** What a browser reports of a window that starts with a session that has ended. */
const REFUSED = /status of 403 .*\/auth\/v1\/user/;

async function openAccountPage(shell: Shell) {
    await shell.runCommand('Sanyam: Account');
    const page = shell.page.getByRole('main', { name: 'Account' });
    const devices = page.getByRole('listitem').filter({ hasText: 'Last used' });
    const confirm = async (question: string, action: string): Promise<void> => {
        const dialog = shell.page.locator('.dialogBlock').filter({ hasText: question });
        await expect(dialog).toContainText('at most 60 minutes, it can read your documents, but not change them');
        await dialog.getByRole('button', { name: action, exact: true }).click();
    };
    return { page, devices, confirm };
}

test('signing out the other devices signs them out with the reason, and keeps their unsaved text [FR-012]', async ({
    signedIn: shell,
    user,
    openBrowser,
    ide,
    consoleWatch
}) => {
    consoleWatch.expectErrors(REFUSED);
    await user.createDocument('notes.md', 'notes\n');
    const other = await openBrowser(ide);
    await other.signIn(user);
    const editor = await other.openCloudDocument('notes.md');
    await editor.append('not saved');
    await expectAllKept(other.page);

    const { page, devices, confirm } = await openAccountPage(shell);
    // The two browsers, and the client of the test.
    await expect(devices).toHaveCount(3);
    await expect(devices.first()).toContainText('Chrome on Linux (this device)');
    await expect(devices.filter({ hasText: 'Chrome on Linux' })).toHaveCount(2);
    await shell.screenshot('account-devices');
    await expectAccessible(shell.page, 'the devices on the account page');
    await shell.page.setViewportSize({ width: 400, height: 800 });
    await devices.first().scrollIntoViewIfNeeded();
    await expect.poll(() => page.evaluate(root => root.scrollWidth - root.clientWidth)).toBe(0);
    await shell.screenshot('account-devices-narrow');
    await shell.page.setViewportSize({ width: 1280, height: 800 });

    const others = page.getByRole('button', { name: 'Sign Out Other Devices' });
    await others.click();
    await expect(shell.page.locator('.dialogBlock')).toBeVisible();
    await shell.page.keyboard.press('Escape');
    await expect(others).toBeFocused();
    await others.click();
    await confirm('Sign out all other devices?', 'Sign Out Other Devices');
    await expect(shell.notifications.toast('All other devices are signed out.')).toBeVisible();
    await expect(devices).toHaveCount(1);
    await expect(shell.account.entry).toContainText(user.email);

    await other.reload();
    await other.expectSignedOut();
    await expect(other.notifications.toast(ENDED)).toBeVisible();
    await other.screenshot('signed-out-on-another-device');
    expect(await keptDrafts(other.page)).toHaveLength(1);
    await other.signIn(user);
    await other.notifications.choose('Sanyam has kept unsaved text of “notes.md”', 'Restore');
    await editor.expectText('notes\nnot saved');
});

test('a device is signed out after a question that says what happens, and its next save tells it', async ({
    signedIn: shell,
    user,
    openBrowser,
    ide,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 40[0-3]/);
    const { id } = await user.createDocument('notes.md', 'notes\n');
    const other = await openBrowser(ide);
    await other.signIn(user);
    const editor = await other.openCloudDocument('notes.md');
    const { devices, confirm } = await openAccountPage(shell);
    await expect(devices).toHaveCount(3);
    const elsewhere = devices.filter({ hasText: 'Chrome on Linux' }).filter({ hasNotText: 'this device' });
    await elsewhere.getByRole('button', { name: 'Sign Out: Chrome on Linux' }).click();
    await shell.screenshot('account-device-question');
    await confirm('Sign out “Chrome on Linux”?', 'Sign Out');
    await expect(devices).toHaveCount(2);
    await expect(elsewhere).toHaveCount(0);
    await editor.append('not saved');
    await editor.save();
    await expect(other.notifications.toast(ENDED)).toBeVisible();
    await other.expectSignedOut();
    await expectAllKept(other.page);
    expect(await keptDrafts(other.page)).toHaveLength(1);
    await other.screenshot('signed-out-at-a-save');
    await user.expectDocument(id, { version: 1, content: 'notes\n' });
    await expect(shell.account.entry).toContainText(user.email);
});

test('signing out everywhere asks about unsaved text first, and signs out here, too [FR-012]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', 'notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('not saved');
    const question = shell.page.locator('.dialogBlock').filter({ hasText: 'Sign out on all devices, and here?' });
    const everywhere = question.getByRole('button', { name: 'Sign Out Everywhere' });
    await shell.runCommand('Sanyam: Sign Out Everywhere');
    await everywhere.click();
    await shell.signOutDialog.choose('Cancel');
    await expect(shell.account.entry).toContainText(user.email);
    await shell.runCommand('Sanyam: Sign Out Everywhere');
    await everywhere.click();
    await shell.signOutDialog.choose('Save All');
    await shell.expectSignedOut();
    await user.expectDocument(id, { version: 2, content: 'notes\nnot saved' });
});

test('the menu of accounts shows who is signed in, and signs out', async ({ signedIn: shell, user }) => {
    const accounts = shell.page.locator('.theia-sidebar-menu .codicon-account');
    const items = shell.page.locator('.lm-Menu-item');
    const item = (label: string) => items.filter({ hasText: label });
    await accounts.click();
    await item(`${user.email} (Sanyam)`).hover();
    await expect(item('Sign Out')).toBeVisible();
    await shell.screenshot('accounts-menu');
    await item('Sign Out').click();
    await shell.expectSignedOut();
    await accounts.click();
    await expect(items).toHaveText(['Sign In…', 'Account']);
    await shell.screenshot('accounts-menu-signed-out');
});
