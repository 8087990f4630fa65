// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('Refresh License says the plan, also one that an operator has just given [FR-065]', async ({
    signedIn: shell,
    user
}) => {
    await shell.runCommand('Refresh License');
    await expect(shell.notifications.toast('Your plan is “free”.')).toBeVisible();
    await user.setTier('pro');
    await shell.runCommand('Refresh License');
    await expect(shell.notifications.toast('Your plan is “pro”.')).toBeVisible();
    await shell.screenshot('refresh-license');
});
