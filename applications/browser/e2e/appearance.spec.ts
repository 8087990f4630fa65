// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

for (const colorScheme of ['light', 'dark'] as const) {
    test(`the IDE uses its ${colorScheme} theme when the system is ${colorScheme}`, async ({
        openBrowser,
        ide,
        user
    }) => {
        await user.createDocument('notes.md', '# Notes\n', 'markdown');
        const shell = await openBrowser(ide, { colorScheme });
        await expect(shell.page.locator('body')).toHaveClass(new RegExp(`theia-${colorScheme}`));
        await expect(shell.welcomePage.root).toBeVisible();
        await shell.screenshot(`${colorScheme}-welcome`);

        await shell.account.press();
        await expect(shell.signInDialog.email).toBeVisible();
        await shell.screenshot(`${colorScheme}-sign-in`);
        await shell.signInDialog.fill(user.email, user.password);
        await shell.signInDialog.submit('Sign In');
        await expect(shell.account.entry).toContainText(user.email);

        await shell.openFile('calculator.jison');
        await shell.screenshot(`${colorScheme}-editor`);
        await shell.runCommand('Open Cloud Document');
        await expect(shell.quickInput.option('notes.md')).toBeVisible();
        await shell.screenshot(`${colorScheme}-list`);
        await shell.quickInput.cancel();
        await shell.menuBar.open('File');
        await expect(shell.menuBar.item('Save to Cloud')).toBeVisible();
        await shell.screenshot(`${colorScheme}-menu`);
    });
}
