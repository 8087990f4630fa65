// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('on a plan without sharing, Share says which plan has it before any form, and leads there by keyboard [FR-036, FR-054]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Sanyam: Share…');
    const { root, addresses } = shell.shareDialog;
    await expect(root).toContainText(/Your plan \(free\) does not include sharing\. The plan “\S+” includes it\./);
    await expect(addresses).toHaveCount(0);
    await shell.screenshot('share-without-feature');
    await shell.page.keyboard.press('Escape');
    await expect(root).toHaveCount(0);

    await shell.runCommand('Sanyam: Share…');
    await expect(root.getByRole('button', { name: 'How to Upgrade' })).toBeFocused();
    await shell.page.keyboard.press('Enter');
    await expect(root).toHaveCount(0);
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
});

test('on a plan without sharing, existing shares show and end, after a question [FR-038, FR-054]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await user.shareDocument(id, 'ada@example.org', 'view');
    await user.shareDocument(id, 'grace@example.org', 'edit');
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Sanyam: Share…');
    await expect(shell.shareDialog.permissionOf('ada@example.org')).toHaveValue('view');
    // The IDE learns of another plan from a refusal.
    await user.setTier('free');
    await shell.shareDialog.add('alan@example.org');
    const dialog = shell.shareDialog;
    await expect(dialog.root).toContainText('Your plan (free) does not include sharing. The plan');
    await expect(dialog.addresses).toHaveCount(0);
    await expect(dialog.person('ada@example.org')).toContainText('Can view');
    await expect(dialog.permissionOf('ada@example.org')).toHaveCount(0);
    await dialog.revoke('ada@example.org');
    const question = shell.page.getByText('End the access of ada@example.org?');
    await expect(question).toContainText('you cannot undo this');
    await shell.screenshot('share-last-end');
    await shell.page.getByRole('button', { name: 'Cancel' }).click();
    await expect(question).toHaveCount(0);
    await expect(dialog.person('ada@example.org')).toContainText('Can view');
    await dialog.revoke('ada@example.org');
    await shell.page.getByRole('button', { name: 'End Access', exact: true }).last().click();
    await expect(dialog.person('ada@example.org')).toContainText('No longer has access');
    await expect(dialog.person('ada@example.org').getByRole('button', { name: 'Undo' })).toHaveCount(0);
    expect((await user.listShares(id)).map(({ email }) => email)).toEqual(['grace@example.org']);
    await dialog.close();

    await shell.runCommand('Sanyam: My Sharing');
    await shell.quickInput.choose('Shared by Me');
    await shell.quickInput.checkbox('grace@example.org').click();
    await shell.quickInput.accept();
    await expect(shell.page.getByText('End the access of grace@example.org?')).toBeVisible();
    await shell.page.getByRole('button', { name: 'End Access', exact: true }).click();
    const ended = shell.notifications.toast('Ended 1 share.');
    await expect(ended).toBeVisible();
    await expect(ended.getByRole('button', { name: 'Undo' })).toHaveCount(0);
    expect(await user.listShares(id)).toEqual([]);
});
