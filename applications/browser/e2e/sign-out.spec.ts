// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('signing out closes the cloud documents, and the page asks the cloud for nothing until the user signs in again', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    await user.createDocument('plan.md', '# Plan\n');
    const notes = await shell.openCloudDocument('notes.md');
    const plan = await shell.openCloudDocument('plan.md');
    const file = await shell.openFile('pipeline.yaml');
    await shell.signOut();
    await shell.expectSignedOut();
    await expect(notes.tab).toHaveCount(0);
    await expect(plan.tab).toHaveCount(0);
    await expect(file.tab).toHaveCount(1);

    const asked: string[] = [];
    shell.page.on('request', request => {
        // The sign-in dialog asks which plans include which way to sign in.
        if (/\/rest\/v1\/(?!sign_in_features|tier_limits)/.test(request.url())) {
            asked.push(request.url());
        }
    });
    await shell.regainFocus();
    await shell.runCommand('Open Cloud Document');
    await expect(shell.signInDialog.root).toContainText('Sign in to open your cloud documents.');
    expect(asked).toEqual([]);
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await shell.quickInput.choose('notes.md');
    await expect(notes.lines).toContainText('# Notes');
    expect(asked).not.toEqual([]);
});

test('signing out closes old versions and comparisons, so that their text does not stay on the screen', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('secret.md', 'secret one\n', 'markdown');
    await user.saveDocument(id, 'secret two\n');
    await user.saveDocument(id, 'secret three\n');
    await shell.openCloudDocument('secret.md');
    await shell.runCommand('Sanyam: Show History');
    await shell.quickInput.choose('Version 2');
    await shell.quickInput.choose('Compare with Another Version…');
    await shell.quickInput.choose('Version 1');
    await expect(shell.diffEditor.left).toContainText('secret one');
    const file = await shell.openFile('pipeline.yaml');
    // The comparison has the name of the document in its title, too.
    await shell.page
        .locator('#theia-main-content-panel .lm-TabBar-tab')
        .filter({ hasText: /^secret\.md$/ })
        .click();
    await shell.runCommand('Sanyam: Show History');
    await shell.quickInput.choose('Version 1');
    await shell.quickInput.choose('Open Read-Only');
    const version = await shell.editor('secret.md (version 1)', 'secret.md');
    await expect(version.tab).toHaveCount(1);
    await shell.signOut();
    await shell.expectSignedOut();
    await expect(version.tab).toHaveCount(0);
    await expect(shell.diffEditor.left).toHaveCount(0);
    await expect(file.tab).toHaveCount(1);
    await shell.screenshot('signed-out-versions');
});

test('signing out with unsaved text asks first: Cancel changes nothing, and Save All saves', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await shell.signOut();
    await expect(shell.signOutDialog.root).toContainText('Text that you do not save is lost: “notes.md”.');
    await shell.screenshot('sign-out-unsaved');
    await shell.signOutDialog.choose('Cancel');
    await expect(shell.signOutDialog.root).toHaveCount(0);
    await expect(shell.account.entry).toContainText(user.email);
    await editor.expectDirty(true);
    await shell.page.keyboard.type(' text');
    await shell.signOut();
    await expect(shell.signOutDialog.root).toBeVisible();
    await shell.page.keyboard.press('Escape');
    await shell.page.keyboard.type(' and more');
    await editor.expectText('# Notes\nunsaved text and more');

    await shell.signOut();
    await shell.signOutDialog.choose('Save All');
    await shell.expectSignedOut();
    await expect(editor.tab).toHaveCount(0);
    await user.expectDocument(id, { version: 2, content: '# Notes\nunsaved text and more' });
});

test('signing out asks again about what is typed while Save All runs', async ({ signedIn: shell, user }) => {
    const plan = await user.createDocument('plan.md', '# Plan\n');
    const notes = await user.createDocument('notes.md', '# Notes\n');
    const planEditor = await shell.openCloudDocument('plan.md');
    const notesEditor = await shell.openCloudDocument('notes.md');
    await notesEditor.append('saved by Save All');
    const saving = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await shell.signOut();
    await shell.signOutDialog.choose('Save All');
    await saving.reached;
    await planEditor.tab.click();
    await planEditor.append('typed meanwhile');
    saving.release();
    await expect(shell.signOutDialog.root).toContainText('Text that you do not save is lost: “plan.md”.');
    await shell.signOutDialog.choose('Save All');
    await shell.expectSignedOut();
    await user.expectDocument(notes.id, { content: '# Notes\nsaved by Save All' });
    await user.expectDocument(plan.id, { content: '# Plan\ntyped meanwhile' });
});

test('signing out discards unsaved text only when the user says so', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await shell.signOut();
    await shell.signOutDialog.choose('Discard Changes');
    await shell.expectSignedOut();
    await expect(editor.tab).toHaveCount(0);
    await user.expectDocument(id, { version: 1 });
});

test('signing out stops when the unsaved text cannot be saved, and keeps the text and the session', async ({
    shellOnLink: shell,
    link,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await link.cut();
    await shell.signOut();
    await shell.signOutDialog.choose('Save All');
    await expect(shell.notifications.toast('Could not save “notes.md”')).toBeVisible();
    await expect(shell.account.entry).toContainText(user.email);
    await editor.expectText('# Notes\nunsaved');
});

test('a sign-out in another window closes saved documents, keeps unsaved text, and saving it asks to sign in', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    await user.createDocument('plan.md', '# Plan\n');
    const plan = await shell.openCloudDocument('plan.md');
    const notes = await shell.openCloudDocument('notes.md');
    await notes.append('unsaved');
    const other = await shell.openWindow();
    await expect(other.account.entry).toContainText(user.email);
    await other.signOut();
    await other.expectSignedOut();
    await shell.page.bringToFront();
    await shell.expectSignedOut();
    await expect(plan.tab).toHaveCount(0);
    await expect(shell.notifications.toast('The unsaved text of “notes.md” is only in this window')).toBeVisible();
    await shell.screenshot('signed-out-elsewhere');
    await notes.expectText('# Notes\nunsaved');

    await notes.save();
    await shell.notifications.choose('Could not save “notes.md”', 'Sign In');
    await shell.screenshot('save-signed-out');
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await notes.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: '# Notes\nunsaved' });
});
