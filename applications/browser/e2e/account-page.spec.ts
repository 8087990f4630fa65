// SPDX-License-Identifier: MIT

import { newEmail, newPassword } from '@sanyam/test-kit/sign-up';
import { expectAccessible } from './fixtures/axe.js';
import { expect, test } from './fixtures/identity-cloud.js';
import { Shell } from './pages/shell.js';

test('the account page changes the name, the email and the password, and deletes the account [BY-08]', async ({
    shell,
    mailbox,
    consoleWatch
}) => {
    // The sign-out of an account that is gone, and a sign-in to it.
    consoleWatch.expectErrors(/status of 403 .*\/auth\/v1\/logout/, /status of 400 .*\/auth\/v1\/token/);
    const { account, page, signInDialog } = shell;
    const [email, other, password] = [newEmail(), newEmail(), newPassword()];
    await shell.signInByMail(email, mailbox);

    await account.press();
    await shell.quickInput.option('Account').first().click();
    const form = page.getByRole('main', { name: 'Account' });
    const button = (name: string) => form.getByRole('button', { name, exact: true });
    await form.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
    await button('Save Name').click();
    await expect(form).toContainText('Saved.');
    await expect(form).toContainText('At least 8 characters.');
    await form.getByLabel('New Password').fill('short');
    await button('Change Password').click();
    await expect(form).toContainText('Choose another password. At least 8 characters.');
    await form.getByLabel('New Password').fill(password);
    await button('Change Password').click();
    await expect(form).toContainText('Your password is changed.');
    await form.getByLabel('New Email').fill(other);
    await button('Change Email').click();
    await expect(form).toContainText('We sent an email to the new address');
    await shell.screenshot('account-page');
    await expectAccessible(page, 'the account page');

    const window = new Shell(await page.context().newPage());
    await window.page.goto((await mailbox.newestTo(email, 2)).link);
    await window.waitUntilReady();
    await expect(window.notifications.toast('Open the link in the email to the other address, too.')).toBeVisible();
    await window.page.goto((await mailbox.newestTo(other)).link);
    await window.waitUntilReady();
    await expect(window.account.entry).toContainText(other);
    await expect(account.entry).toContainText(other);

    await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Ada Lovelace');
    await shell.signOut();
    await shell.expectSignedOut();
    await shell.signIn({ email: other, password });
    await shell.runCommand('Sanyam: Account');
    await expect(button('Delete My Account')).toBeDisabled();
    await form.getByLabel(`Type ${other} to delete your account`).fill(other);
    await button('Delete My Account').click();
    await expect(shell.notifications.toast('Your account and its documents are deleted.')).toBeVisible();
    await shell.expectSignedOut();
    await account.press();
    await signInDialog.fill(other, password);
    await signInDialog.submit('Sign In');
    await expect(signInDialog.message).toContainText('Wrong email or password.');
});
