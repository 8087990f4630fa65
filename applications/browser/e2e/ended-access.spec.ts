// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('a share that ends while the document is open: a bar names the owner, and the text can be kept [FR-038, BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 404/);
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan.md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'edit');
    const editor = await shell.openCloudDocument('plan.md');
    await editor.append('mine');
    await owner.endShares(id);
    await shell.regainFocus();
    const bar = shell.page.locator('.sanyam-gone-bar');
    await expect(bar).toContainText(`${owner.email} no longer shares this document with you, or has deleted it.`);
    await expect(bar.getByRole('button', { name: 'Save a Copy on Disk' })).toBeVisible();
    await shell.screenshot('ended-access');

    await owner.shareDocument(id, user.email, 'edit');
    await shell.regainFocus();
    await expect(bar).toHaveCount(0);
    await owner.endShares(id);
    await shell.regainFocus();
    await bar.getByRole('button', { name: 'Save as a New Cloud Document' }).click();
    await shell.quickInput.accept();
    await expect(bar).toHaveCount(0);
    await expect.poll(async () => (await user.listDocuments()).map(({ name }) => name)).toEqual(['plan.md']);
});
