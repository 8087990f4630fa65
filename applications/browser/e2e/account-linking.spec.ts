// SPDX-License-Identifier: MIT

import { newEmail } from '@sanyam/test-kit/sign-up';
import { expectAccessible } from './fixtures/axe.js';
import { expect, test } from './fixtures/identity-cloud.js';
import type { Shell } from './pages/shell.js';

/** Opens the account page, and returns its list of ways in. */
async function openAccountPage(shell: Shell) {
    await shell.runCommand('Sanyam: Account');
    const page = shell.page.getByRole('main', { name: 'Account' });
    return { page, link: page.getByRole('button', { name: 'Link GitHub…' }) };
}

/** Goes to GitHub, which leads back. */
async function linkGitHub(shell: Shell): Promise<void> {
    const { link } = await openAccountPage(shell);
    const back = shell.page.waitForEvent('load');
    await link.click();
    await back;
    await shell.waitUntilReady();
}

test('the account page links a provider, which signs in from then on, and unlinks it', async ({
    shell,
    mailbox,
    github,
    newPersonAt
}) => {
    const email = newEmail();
    await shell.signInByMail(email, mailbox);
    const other = newPersonAt(github);
    await linkGitHub(shell);
    await expect(shell.notifications.toast('You can sign in with the provider that you linked')).toBeVisible();
    await expect(shell.account.entry).toContainText(email);
    expect(shell.page.url()).not.toMatch(/code=|sb_flow_id|sanyam-sign-in/);

    const { page, link } = await openAccountPage(shell);
    await expect(page).toContainText(other);
    await expect(link).toHaveCount(0);
    // The return signs in anew, and ends the session from before.
    await expect(page.getByRole('listitem').filter({ hasText: 'this device' })).toHaveCount(1);
    await expect(page.getByRole('button', { name: /^Sign Out: / })).toHaveCount(1);
    await shell.screenshot('account-ways-in');
    await expectAccessible(shell.page, 'the ways in on the account page');
    await shell.page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(() => page.evaluate(root => root.scrollWidth - root.clientWidth)).toBe(0);
    await shell.screenshot('account-ways-in-narrow');
    await shell.page.setViewportSize({ width: 1280, height: 800 });

    await shell.signOut();
    await shell.expectSignedOut();
    await shell.account.press();
    const back = shell.page.waitForEvent('load');
    await shell.signInDialog.choose('GitHub');
    await back;
    await shell.waitUntilReady();
    await expect(shell.account.entry).toContainText(email);

    await openAccountPage(shell);
    await page.getByRole('button', { name: 'Unlink GitHub' }).click();
    const question = shell.page.locator('.dialogBlock').filter({ hasText: 'Unlink GitHub?' });
    await expect(question).toContainText('You cannot sign in to this account with GitHub any more.');
    await question.getByRole('button', { name: 'Unlink' }).click();
    await expect(link).toBeVisible();
    await expect(page).not.toContainText(other);
    await expect(page.getByRole('button', { name: /^Unlink/ })).toHaveCount(0);
});

test('a linking that fails says why, and the user stays signed in', async ({ shell, mailbox, github, newPersonAt }) => {
    const [ada, bob] = [newEmail(), newEmail()];
    await shell.signInByMail(ada, mailbox);
    github.person = undefined;
    await linkGitHub(shell);
    await expect(shell.notifications.toast('The linking was canceled at the provider.')).toBeVisible();
    newPersonAt(github);
    await linkGitHub(shell);
    await expect(shell.notifications.toast('You can sign in with the provider that you linked')).toBeVisible();

    await shell.signOut();
    await shell.expectSignedOut();
    await shell.signInByMail(bob, mailbox);
    await linkGitHub(shell);
    await expect(shell.notifications.toast('Could not link this account. It is linked already')).toBeVisible();
    await shell.screenshot('account-linking-refused');
    await expect(shell.account.entry).toContainText(bob);
});
