// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('a document shared to view is read-only and says why, and can be edited once it is shared to edit [FR-036, FR-037]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan.md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'view');

    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.option('plan.md')).toContainText(`shared by ${owner.email} to view`);
    await shell.screenshot('shared-document-in-list');
    await shell.quickInput.choose('plan.md');
    const editor = await shell.editor('plan.md');
    await editor.expectLocked(true);
    await editor.append('mine');
    await expect(editor.refusal).toContainText(`${owner.email} shared this document with you for viewing only`);
    await shell.screenshot('shared-document-read-only');
    await editor.expectText('# Plan\n');
    await editor.expectDirty(false);

    await owner.shareDocument(id, user.email, 'edit');
    await shell.regainFocus();
    await editor.expectLocked(false);
    await editor.append('ours');
    await editor.save();
    await editor.expectDirty(false);
    await owner.expectDocument(id, { version: 2, content: '# Plan\nours' });
});

test('documents over the limit of a smaller plan open read-only and say how to edit them again [FR-073]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    for (const name of ['oldest.md', '2.md', '3.md', '4.md', '5.md', 'newest.md']) {
        await user.createDocument(name, 'kept\n', 'markdown');
    }
    await user.setTier('free');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.option('oldest.md')).toContainText('read-only');
    await expect(shell.quickInput.option('newest.md')).not.toContainText('read-only');
    await shell.quickInput.choose('oldest.md');
    const editor = await shell.editor('oldest.md');
    await editor.append('more');
    await expect(editor.refusal).toContainText('you have more documents than your plan allows');
    await shell.screenshot('over-limit-read-only');
    await editor.expectText('kept\n');
});
