// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('who received a share sees when it ends in the Cloud view and in My Sharing [FR-037, FR-039]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const ending = await owner.createDocument('ending.md', '# Ending\n', 'markdown');
    const lasting = await owner.createDocument('lasting.md', '# Lasting\n', 'markdown');
    await owner.shareDocument(ending.id, user.email, 'view', '2099-06-15T12:00:00Z');
    await owner.shareDocument(lasting.id, user.email, 'edit');
    await shell.cloudView.open();
    await expect(shell.cloudView.row('ending.md')).toHaveAttribute('title', /to view · Ends on 6\/15\/2099/);
    await expect(shell.cloudView.row('lasting.md')).toHaveAttribute('title', /shared by [^·]* to edit\nChanged/);
    await shell.runCommand('Sanyam: My Sharing');
    const owners = shell.quickInput.option(owner.email);
    await expect(owners).toContainText('ending.md (Ends on 6/15/2099)');
    await expect(owners).not.toContainText('lasting.md (');
    await shell.screenshot('my-sharing-ends');
});

test('a year with a digit too many neither takes the end of a share away nor shares without one [FR-037]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await user.shareDocument(id, 'ada@example.org', 'view', '2099-06-15T12:00:00Z');
    const requests: string[] = [];
    shell.page.on('request', request => {
        if (request.url().includes('rpc/share_document')) {
            requests.push(/"expires_at":"([^"]*)"/.exec(request.postData() ?? '')?.[1] ?? 'none');
        }
    });
    await shell.cloudView.open();
    await shell.cloudView.choose('plan.md', 'Share…');
    const dialog = shell.shareDialog;
    const sentence = (field: HTMLElement): string => (field instanceof HTMLInputElement ? field.validationMessage : '');

    const end = dialog.endOf('ada@example.org');
    await end.focus();
    await shell.page.keyboard.type('010120266');
    await expect.poll(() => end.evaluate(sentence)).not.toBe('');
    await shell.page.keyboard.press('Enter');
    await dialog.addresses.focus();
    await expect(end).toHaveValue('2099-06-15');

    await dialog.addresses.fill('grace@example.org');
    const until = dialog.root.getByLabel('Until (optional)');
    for (const day of ['10000-01-01', '275760-09-13']) {
        await until.fill(day);
        await expect.poll(() => until.evaluate(sentence)).toContain('9999');
        await dialog.root.getByRole('button', { name: 'Share', exact: true }).click();
        await expect(until).toBeFocused();
    }
    await until.fill('9999-12-31');
    await dialog.root.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(dialog.messages).toContainText('Shared with grace@example.org.');
    expect(requests).toHaveLength(1);
    expect((await user.listShares(id)).map(share => share.expires_at?.slice(0, 4)).sort()).toEqual(['2099', '9999']);
});
