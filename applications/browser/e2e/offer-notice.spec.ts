// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the notice of an offered document comes once, and My Sharing has the offer [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    const offered = await owner.createDocument('gift.md', '# Gift\n', 'markdown');
    await owner.offerDocument(offered.id, user.email);
    await shell.regainFocus();
    const notice = `${owner.email} wants to transfer “gift.md” to you.`;
    await expect(shell.notifications.toast(notice)).toContainText('You find it later in “Sanyam: My Sharing”.');
    await shell.screenshot('offer-notice-once');
    const asked = shell.page.waitForResponse(/\/rpc\/list_ownership_offers/);
    await shell.reload();
    await asked;
    await shell.runCommand('Sanyam: My Sharing');
    await expect(shell.quickInput.option('Accept “gift.md”…')).toBeVisible();
    await expect(shell.notifications.toast(notice)).toHaveCount(0);
    await shell.screenshot('offer-after-reload');
});
