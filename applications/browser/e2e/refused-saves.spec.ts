// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

const REFUSAL = 'Could not save “notes.md”';

test.beforeEach(({ consoleWatch }) => consoleWatch.expectErrors(/status of 40[134]/));

test('a document that was moved to the trash is restored from the notice, and saved', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', 'one\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('two');
    await user.trashDocument(id);
    await editor.save();
    await expect(shell.notifications.toast(REFUSAL)).toBeVisible();
    await shell.screenshot('refused-trashed');
    await shell.notifications.choose(REFUSAL, 'Restore');
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one\ntwo', deleted_at: null });
});

test('the text of a document that is no longer shared is saved as a new document, or on disk', async ({
    signedIn: shell,
    user,
    stranger: owner,
    workspace
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('notes.md', 'one\n');
    await owner.shareDocument(id, user.email, 'edit');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('two');
    await owner.endShares(id);
    await editor.save();
    await shell.screenshot('refused-no-access');
    await shell.notifications.choose(REFUSAL, 'Save a Copy on Disk');
    await expect(shell.saveAsDialog.name).toHaveValue('notes.md');
    await shell.saveAsDialog.cancel();
    await expect(shell.saveAsDialog.root).toHaveCount(0);
    await editor.expectText('one\ntwo');

    await editor.save();
    await shell.notifications.choose(REFUSAL, 'Save as a New Cloud Document');
    await shell.quickInput.fill('mine.md');
    await shell.quickInput.accept();
    const copy = await shell.editor('mine.md');
    await expect(editor.tab).toHaveCount(0);
    await copy.expectDirty(false);
    await user.expectDocument(await copy.documentId(), { content: 'one\ntwo' });
    await owner.expectDocument(id, { version: 1, content: 'one\n' });
    // Nothing of the text is left where it came from, so nothing is said about it.
    await expect(shell.notifications.toast('Saved “mine.md” to the cloud')).toBeVisible();
    await expect(shell.notifications.toast('Could not revert')).toHaveCount(0);
    await expect(shell.notifications.toast(REFUSAL)).toHaveCount(0);

    await copy.append('\nthree');
    await user.trashDocument(await copy.documentId());
    await copy.save();
    await shell.notifications.choose('Could not save “mine.md”', 'Save a Copy on Disk');
    await shell.saveAsDialog.save();
    await expect.poll(() => readFile(workspace.path('mine.md'), 'utf8').catch(() => '')).toBe('one\ntwo\nthree');
});

test('a text of a user who was signed out elsewhere is saved after they sign in, and the notices that asked for it go', async ({
    signedIn: shell,
    user,
    stranger
}) => {
    await stranger.signUp();
    const { id } = await user.createDocument('notes.md', 'one\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('two');
    const other = await shell.openWindow();
    await other.signOut();
    await other.expectSignedOut();
    await shell.page.bringToFront();
    const signedOut = shell.notifications.toast('You signed out in another window.');
    await expect(signedOut).toBeVisible();
    await other.page.bringToFront();
    await other.signIn(stranger);
    await shell.page.bringToFront();
    await expect(shell.account.entry).toContainText(stranger.email);
    await expect(signedOut).toHaveCount(0);

    await editor.save();
    await shell.screenshot('refused-other-user');
    // The notice stays when this user signs out, too. Then it has nobody to sign out.
    await shell.signOut();
    await shell.expectSignedOut();
    await shell.notifications.choose(REFUSAL, `Sign In as ${user.email}`);
    await expect(shell.signInDialog.root).toContainText(`Sign in as ${user.email} to save this document.`);
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: 'one\ntwo' });
});

test('a plan that got smaller is told with what became read-only, and so is the owner whose text it refuses [BY-09]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    await user.setTier('pro');
    await user.createDocument('today.md', 'one\n', 'markdown');
    for (let number = 1; number <= 6; number++) {
        await user.createDocument(`newer ${number}.md`, 'text\n', 'markdown');
    }
    await shell.runCommand('Sanyam: Refresh License');
    const editor = await shell.openCloudDocument('today.md');
    await editor.append('two');

    await user.setTier('free');
    await editor.save();
    const refusal = shell.notifications.toast('Could not save “today.md”');
    await expect(refusal).toContainText('your plan (free) allows 5 documents, and you have 7. Move 2 of them');
    await expect(refusal.getByText('Save as a New Cloud Document')).toHaveCount(0);
    await shell.runCommand('Sanyam: Refresh License');
    const smaller = shell.notifications.toast('Your plan is “free” now. Before, it was “pro”.');
    await expect(smaller).toContainText('these are read-only (2)');
    await expect(smaller).toContainText('today.md');
    await shell.screenshot('smaller-plan');
    await shell.notifications.choose('Could not save “today.md”', 'Plan and Usage');
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');

    await user.setTier('pro');
    await editor.tab.first().click();
    await expect(async () => {
        await editor.save();
        await editor.expectDirty(false);
    }).toPass();
});
