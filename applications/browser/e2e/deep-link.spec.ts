// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';
import { Shell } from './pages/shell.js';

test('a link opens the document, after signing in, and tells a stranger nothing about it [BY-13]', async ({
    ide,
    openBrowser,
    user,
    stranger,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 404/);
    const { id } = await user.createDocument('plan.md', '# Plan\n');
    const first = await openBrowser(ide);
    const shell = new Shell(await first.page.context().newPage());
    await shell.open(ide.address, `sanyam=${id}`);
    await expect(shell.signInDialog.root).toContainText('Sign in to open the document of the link.');
    await shell.screenshot('deep-link-sign-in');
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    const plan = await shell.editor('plan.md');
    await plan.expectText('# Plan\n');

    await stranger.signUp();
    const { id: other } = await stranger.createDocument('secret.md', 'secret\n');
    await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${other}`);
    const refusal = shell.notifications.toast('Could not open the document of the link.');
    await expect(refusal).toContainText('This document does not exist, or you have no access to it.');
    expect(shell.page.url()).not.toContain('sanyam=');
    await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${id}`);
    await shell.editor('plan.md');
});
