// SPDX-License-Identifier: MIT

import type { Response } from '@playwright/test';
import { newEmail, newPassword } from '@sanyam/test-kit/sign-up';
import { expect, test } from './fixtures/identity-cloud.js';
import { Shell } from './pages/shell.js';

const WRONG_CODE = 'The code is wrong, has expired, or was used already. Check it, or send another email.';

test('sign-up says the rule before, and needs the code of a mail [FR-001]', async ({
    shell,
    mailbox,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    const [email, password] = [newEmail(), newPassword()];
    const { account, signInDialog } = shell;
    await account.press();
    await signInDialog.switchToSignUp();
    await expect(signInDialog.root).toContainText('At least 8 characters.');
    await shell.screenshot('sign-up-with-rule');
    await signInDialog.fill(email, password);
    await signInDialog.submit('Sign Up');
    await expect(signInDialog.message).toContainText(`We sent an email to ${email}.`);
    const { code } = await mailbox.newestTo(email);
    await signInDialog.code.fill(code === '000000' ? '111111' : '000000');
    await signInDialog.submit('Sign In');
    await expect(signInDialog.message).toContainText(WRONG_CODE);
    await shell.screenshot('wrong-code');
    await signInDialog.code.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await signInDialog.submit('Sign In');
    await expect(account.entry).toContainText(email);
});

test('a sign-in before the confirmation offers another mail, whose link confirms [FR-001]', async ({
    shell,
    mailbox,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 4(00|29)/);
    const [email, password] = [newEmail(), newPassword()];
    const { account, signInDialog } = shell;
    await account.press();
    await signInDialog.switchToSignUp();
    await signInDialog.fill(email, password);
    await signInDialog.submit('Sign Up');
    await mailbox.newestTo(email);
    await signInDialog.choose('Back');
    await signInDialog.fill(email, password);
    await signInDialog.submit('Sign In');
    await expect(signInDialog.message).toContainText('Your email is not confirmed yet.');
    const isAnswer = (response: Response) =>
        response.url().includes('/auth/v1/resend') && response.request().method() === 'POST';
    // The server makes a pause between two mails.
    await expect(async () => {
        const answer = shell.page.waitForResponse(isAnswer);
        await signInDialog.choose('Send Another Email');
        expect((await answer).ok()).toBe(true);
    }).toPass();
    await expect(signInDialog.message).toContainText(`If ${email} is not confirmed yet, another email is on its way.`);
    const { link } = await mailbox.newestTo(email, 2);
    const other = new Shell(await shell.page.context().newPage());
    await other.page.goto(link);
    await other.waitUntilReady();
    await expect(account.entry).toContainText(email);
});

test('a link signs in all windows, once, and then offers a new one [FR-002]', async ({ shell, mailbox }) => {
    const email = newEmail();
    await shell.account.press();
    await shell.signInDialog.choose('Email Me a Link');
    await shell.signInDialog.email.fill(email);
    await shell.screenshot('sign-in-link');
    await shell.signInDialog.submit('Send Email');
    const { link } = await mailbox.newestTo(email);
    const other = new Shell(await shell.page.context().newPage());
    await other.page.goto(link);
    await other.waitUntilReady();
    await expect(other.account.entry).toContainText(email);
    expect(other.page.url()).not.toMatch(/code=|sb_flow_id/);
    await expect(shell.account.entry).toContainText(email);
    await expect(shell.signInDialog.root).toBeHidden();

    await shell.signOut();
    await shell.expectSignedOut();
    await other.page.goto(link);
    await other.waitUntilReady();
    await expect(other.signInDialog.message).toContainText('This link has expired, or was used already.');
    await other.screenshot('sign-in-link-used');
    await other.signInDialog.email.fill(email);
    await other.signInDialog.submit('Send Email');
    const { code } = await mailbox.newestTo(email, 2);
    await other.signInDialog.code.fill(code);
    await other.signInDialog.submit('Sign In');
    await expect(other.account.entry).toContainText(email);
});

test('a forgotten password is replaced with the code of a mail, or by its link [FR-001]', async ({
    shell,
    mailbox,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 422 .*\/auth\/v1\/user/, /status of 429/);
    const email = newEmail();
    const { account, signInDialog } = shell;
    await shell.signInByMail(email, mailbox);
    await shell.signOut();
    await shell.expectSignedOut();

    const [first, second] = [newPassword(), newPassword()];
    await account.press();
    await signInDialog.choose('Forgot Password?');
    await signInDialog.email.fill(email);
    await signInDialog.sendCode();
    await signInDialog.code.fill((await mailbox.newestTo(email, 2)).code);
    await signInDialog.newPassword.fill('short');
    await signInDialog.submit('Set Password');
    await expect(signInDialog.message).toContainText('Choose another password. At least 8 characters.');
    await shell.screenshot('new-password');
    await signInDialog.newPassword.fill(first);
    await signInDialog.submit('Set Password');
    await expect(account.entry).toContainText(email);
    await expect(signInDialog.root).toBeHidden();
    await shell.signOut();
    await shell.expectSignedOut();
    await shell.signIn({ email, password: first });
    await shell.signOut();
    await shell.expectSignedOut();

    await account.press();
    await signInDialog.choose('Forgot Password?');
    await signInDialog.email.fill(email);
    await signInDialog.sendCode();
    const { link } = await mailbox.newestTo(email, 3);
    const other = new Shell(await shell.page.context().newPage());
    await other.page.goto(link);
    await other.waitUntilReady();
    await other.signInDialog.newPassword.fill(second);
    await other.signInDialog.submit('Set Password');
    await expect(other.signInDialog.root).toBeHidden();
    await other.signOut();
    await other.expectSignedOut();
    await other.signIn({ email, password: second });
});
