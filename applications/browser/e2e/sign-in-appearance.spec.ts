// SPDX-License-Identifier: MIT

import { newEmail } from '@sanyam/test-kit/sign-up';
import { axeInEachTheme } from './fixtures/axe.js';
import { expect, test } from './fixtures/identity-cloud.js';

const WIDTHS = [400, 1280];

test('each step of the sign-in dialog fits into a wide and a narrow window, and axe finds nothing serious, in any theme [FR-007]', async ({
    startBackend,
    cloudVariables,
    openBrowser,
    mailbox
}) => {
    const backend = await startBackend(cloudVariables);
    const shell = await openBrowser(backend);
    const { page, signInDialog } = shell;
    const look = axeInEachTheme(backend);
    const lookAt = async (step: string): Promise<void> => {
        for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 720 });
            await expect(signInDialog.root.locator('.dialogControl')).toBeInViewport({ ratio: 1 });
            await expect(signInDialog.root.locator('.dialogTitle')).toBeInViewport({ ratio: 1 });
            await look(shell, `sign-in ${step} ${width}`);
        }
    };
    const email = newEmail();

    await shell.account.press();
    await signInDialog.submit('Sign In');
    await expect(signInDialog.message).toContainText('Enter your email.');
    await lookAt('password');
    await signInDialog.switchToSignUp();
    await expect(signInDialog.root).toContainText('At least 8 characters.');
    await lookAt('sign-up');
    await signInDialog.choose('Sign In');
    await signInDialog.choose('Email Me a Link');
    await lookAt('link');
    await signInDialog.email.fill(email);
    await signInDialog.submit('Send Email');
    await expect(signInDialog.code).toBeFocused();
    await lookAt('code');
    await signInDialog.code.fill((await mailbox.newestTo(email)).code);
    await signInDialog.submit('Sign In');
    await expect(signInDialog.root).toBeHidden();
    await shell.signOut();
    await shell.expectSignedOut();

    await shell.account.press();
    await signInDialog.choose('Forgot Password?');
    await signInDialog.email.fill(email);
    await signInDialog.submit('Send Email');
    await expect(signInDialog.newPassword).toBeVisible();
    await lookAt('forgotten password');
});
