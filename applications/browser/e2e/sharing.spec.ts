// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';
import { Shell } from './pages/shell.js';

test('an owner shares a document, changes the share, and revokes it; the other sees each step [FR-036, FR-037, FR-038]', async ({
    signedIn: shell,
    user,
    stranger,
    openBrowser,
    ide,
    consoleWatch
}) => {
    // The open editor of the other user asks for a document that is no longer shared.
    consoleWatch.expectErrors(/status of 404/);
    await user.setTier('pro');
    await stranger.signUp();
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    const other: Shell = await openBrowser(ide);
    await other.signIn(stranger);
    await other.cloudView.open();
    await expect(other.cloudView.notice).toContainText('You have no cloud documents yet.');

    const view = shell.cloudView;
    const dialog = shell.shareDialog;
    await view.open();
    await view.choose('plan.md', 'Share…');
    await expect(dialog.root).toContainText('Only you have access to this document.');
    await dialog.add(`${stranger.email}; Grace <grace@example.org>, nobody`);
    await expect(dialog.messages).toContainText('“nobody”: Enter a valid email address.');
    await expect(dialog.messages).toContainText('Shared with 2 people.');
    await expect(dialog.addresses).toHaveValue('nobody');
    await expect(dialog.people).toHaveCount(2);
    await shell.screenshot('share-dialog');
    await other.regainFocus();
    await expect(other.cloudView.row('plan.md')).toContainText('can view');

    await dialog.add('alan@example.org', 'admin');
    await expect(dialog.permissionOf('alan@example.org')).toHaveValue('admin');

    await dialog.permissionOf(stranger.email).selectOption('edit');
    await expect(dialog.permissionOf(stranger.email)).toBeEnabled();
    await dialog.endOf(stranger.email).fill('2099-12-31');
    await dialog.endOf(stranger.email).press('Enter');
    await expect(dialog.endOf(stranger.email)).toHaveAttribute('aria-busy', 'false');
    const endOfStranger = async () =>
        (await user.listShares(id)).find(({ email }) => email === stranger.email)?.expires_at?.slice(0, 4);
    await expect.poll(endOfStranger).toMatch(/2099|2100/);
    await other.cloudView.row('plan.md').click();
    const editor = await other.editor('plan.md');
    await editor.expectLocked(false);

    await dialog.revoke(stranger.email);
    await expect(dialog.person(stranger.email)).toContainText('No longer has access');
    await shell.screenshot('share-dialog-revoked');
    await other.regainFocus();
    await expect(other.cloudView.row('plan.md')).toHaveCount(0);
    await dialog.undo(stranger.email);
    await expect(dialog.permissionOf(stranger.email)).toHaveValue('edit');
    await expect(dialog.endOf(stranger.email)).toHaveValue('2099-12-31');
    await dialog.close();
    await other.regainFocus();
    await expect(other.cloudView.row('plan.md')).toContainText('can edit');
});

test('the last day of a share is sent when it is whole, and taking it away can be undone [FR-037]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await user.shareDocument(id, 'ada@example.org', 'view');
    const requests: string[] = [];
    shell.page.on('request', request => {
        if (request.url().includes('rpc/share_document')) {
            requests.push(/"expires_at":"([^"]*)"/.exec(request.postData() ?? '')?.[1] ?? 'none');
        }
    });
    const ends = async () => (await user.listShares(id)).map(({ expires_at }) => expires_at?.slice(0, 4));
    await shell.cloudView.open();
    await shell.cloudView.choose('plan.md', 'Share…');
    const dialog = shell.shareDialog;
    const end = dialog.endOf('ada@example.org');
    await end.focus();
    await shell.page.keyboard.type('06152099');
    await expect(end).toHaveValue('2099-06-15');
    await expect(end).toBeFocused();
    expect(requests).toEqual([]);
    await shell.page.keyboard.press('Enter');
    await expect.poll(ends).toEqual(['2099']);
    await expect(end).toBeFocused();
    expect(requests).toHaveLength(1);

    // Half a day is none, and without the focus the field shows again what holds.
    await dialog.addresses.focus();
    await end.focus();
    await shell.page.keyboard.press('Backspace');
    await expect(end).toHaveValue('');
    await dialog.addresses.focus();
    await expect(end).toHaveValue('2099-06-15');
    expect(requests).toHaveLength(1);

    await end.fill('');
    await end.press('Enter');
    await expect(dialog.messages).toContainText('The access of ada@example.org has no last day now.');
    await expect.poll(ends).toEqual([undefined]);
    await shell.screenshot('share-no-end');
    await dialog.messages.getByRole('button', { name: 'Undo' }).click();
    await expect(end).toHaveValue('2099-06-15');
    await expect.poll(ends).toEqual(['2099']);
    expect(requests).toHaveLength(3);

    // The form for new people is not sent with half a day: the share would have no end.
    await dialog.addresses.fill('grace@example.org');
    await dialog.root.getByLabel('Until (optional)').focus();
    await shell.page.keyboard.type('0615');
    await dialog.root.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(dialog.root.getByLabel('Until (optional)')).toBeFocused();
    expect(requests).toHaveLength(3);
    await dialog.root.getByLabel('Until (optional)').fill('2099-06-15');
    await dialog.root.getByRole('button', { name: 'Share', exact: true }).click();
    await expect.poll(ends).toEqual(['2099', '2099']);
});

test('who does not own a document sees who shares it, and leaves [FR-039, BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan.md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'admin');
    await shell.cloudView.open();
    await shell.cloudView.choose('plan.md', 'Share…');
    await expect(shell.quickInput.field).toHaveAttribute(
        'placeholder',
        `${owner.email} shares this document with you (Can edit and delete). Only the owner can share it.`
    );
    await shell.screenshot('share-not-owner');
    await shell.quickInput.choose('Leave All Documents of');
    await shell.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(shell.notifications.toast('You left 1 document of')).toBeVisible();
    await expect(shell.cloudView.row('plan.md')).toHaveCount(0);
    expect(await owner.listShares(id)).toEqual([]);
});

test('leaving can block the owner, and My Sharing unblocks', async ({ signedIn: shell, user, stranger: owner }) => {
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan $(bug).md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'view');
    await shell.runCommand('Sanyam: My Sharing');
    const line = shell.quickInput.option(owner.email);
    await expect(line).toContainText('shares 1 document with you');
    await expect(line).toContainText('plan $\u2060(bug).md');
    await shell.quickInput.choose(owner.email);
    await shell.screenshot('leave-and-block');
    await shell.page.getByRole('button', { name: 'Leave and Block' }).click();
    await expect(shell.notifications.toast('You left 1 document of')).toBeVisible();
    await owner.shareDocument(id, user.email, 'view');
    await shell.cloudView.open();
    await expect(shell.cloudView.notice).toContainText('You have no cloud documents yet.');
    await shell.runCommand('Sanyam: My Sharing');
    await shell.quickInput.choose(`Unblock ${owner.email}`);
    await expect(shell.notifications.toast('Unblocked')).toBeVisible();
    await expect(shell.cloudView.row('plan $(bug).md')).toBeVisible();
});

test('a user leaves one shared document, and keeps the others of its owner [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const left = await owner.createDocument('left.md', '# Left\n', 'markdown');
    const kept = await owner.createDocument('kept.md', '# Kept\n', 'markdown');
    await owner.shareDocument(left.id, user.email, 'view');
    await owner.shareDocument(kept.id, user.email, 'view');
    await shell.cloudView.open();
    await shell.cloudView.choose('left.md', 'Leave…');
    await expect(shell.page.locator('.dialogBlock')).toContainText('You lose access to “left.md”.');
    await shell.screenshot('leave-document');
    await shell.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(shell.notifications.toast('You left “left.md”.')).toBeVisible();
    await expect(shell.cloudView.row('left.md')).toHaveCount(0);
    await expect(shell.cloudView.row('kept.md')).toBeVisible();
    expect(await owner.listShares(left.id)).toEqual([]);
    expect(await owner.listShares(kept.id)).toHaveLength(1);
});

test('a user declines a document that is offered, and it stays with its owner [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    const offered = await owner.createDocument('gift.md', '# Gift\n', 'markdown');
    await owner.offerDocument(offered.id, user.email);
    await shell.runCommand('Sanyam: My Sharing');
    await shell.quickInput.choose('Accept “gift.md”…');
    await shell.screenshot('offer');
    await shell.page.locator('.dialogBlock').getByRole('button', { name: 'Decline', exact: true }).click();
    await expect(shell.notifications.toast('You declined “gift.md”.')).toBeVisible();
    await shell.runCommand('Sanyam: My Sharing');
    await expect(shell.quickInput.option('Shared by Me…')).toBeVisible();
    await expect(shell.quickInput.option('gift.md')).toHaveCount(0);
    await owner.expectDocument(offered.id, { permission: 'owner' });
});

test('My Sharing ends several shares with undo, and accepts a document [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await user.setTier('pro');
    await owner.signUp();
    const offered = await owner.createDocument('gift.md', '# Gift\n', 'markdown');
    await owner.offerDocument(offered.id, user.email);
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await user.shareDocument(id, 'ada@example.org', 'view');
    await user.shareDocument(id, 'grace@example.org', 'edit');

    await shell.runCommand('Sanyam: My Sharing');
    await expect(shell.quickInput.option('Accept “gift.md”…')).toContainText(owner.email);
    await shell.screenshot('my-sharing');
    await shell.quickInput.choose('Shared by Me…');
    await expect(shell.quickInput.checkbox('ada@example.org')).toContainText('plan.md · Can view');
    await shell.screenshot('my-sharing-by-me');
    await shell.quickInput.fill('grace');
    await expect(shell.quickInput.checkbox('ada@example.org')).toHaveCount(0);
    await shell.quickInput.fill('');
    await shell.quickInput.checkbox('ada@example.org').click();
    await shell.quickInput.checkbox('grace@example.org').click();
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Ended 2 shares.')).toBeVisible();
    expect(await user.listShares(id)).toEqual([]);
    await shell.notifications.choose('Ended 2 shares.', 'Undo');
    await expect.poll(async () => (await user.listShares(id)).length).toBe(2);

    await shell.runCommand('Sanyam: My Sharing');
    await shell.quickInput.choose('Accept “gift.md”…');
    await shell.page.locator('.dialogBlock').getByRole('button', { name: 'Accept', exact: true }).click();
    await shell.editor('gift.md');
    expect((await user.listDocuments()).find(({ name }) => name === 'gift.md')?.permission).toBe('owner');
});

test('a new share shows in a notice, also while the Cloud view is hidden, and opens from there [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    await user.createDocument('own.md', 'own\n');
    await shell.openCloudDocument('own.md');
    await expect(shell.cloudView.root).toBeHidden();
    const { id } = await owner.createDocument('plan.md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'view');
    await shell.regainFocus();
    const notice = shell.notifications.toast(`${owner.email} shares “plan.md” with you (Can view).`);
    await expect(notice).toBeVisible();
    await shell.screenshot('new-share');
    await shell.notifications.choose('shares “plan.md” with you', 'Open');
    await (await shell.editor('plan.md')).expectText('# Plan\n');
});

test('an offered document shows in a notice, which accepts it, and its giver is told when it is accepted [BY-06]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    const offered = await owner.createDocument('gift.md', '# Gift\n', 'markdown');
    await owner.offerDocument(offered.id, user.email);
    await shell.regainFocus();
    const notice = `${owner.email} wants to transfer “gift.md” to you.`;
    await expect(shell.notifications.toast(notice)).toBeVisible();
    await shell.screenshot('offer-notice');
    await shell.notifications.choose(notice, 'Accept');
    await shell.editor('gift.md');
    await user.expectDocument(offered.id, { permission: 'owner' });

    const { id } = await user.createDocument('mine.md', '# Mine\n', 'markdown');
    await shell.openCloudDocument('mine.md');
    await shell.runCommand('Sanyam: Share…');
    await shell.shareDialog.copyLink();
    const copied = (): Promise<string> => shell.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain(`#sanyam=${id}`);
    await shell.shareDialog.offerTo(owner.email);
    await expect(shell.shareDialog.root).toContainText(`You offered this document to ${owner.email}, who must accept.`);
    await shell.shareDialog.close();
    await owner.acceptDocument(id);
    await shell.regainFocus();
    const taken = `${owner.email} has accepted “mine.md”. It is theirs now, and you can still edit it.`;
    await expect(shell.notifications.toast(taken)).toBeVisible();
    await shell.screenshot('offer-accepted');
});
