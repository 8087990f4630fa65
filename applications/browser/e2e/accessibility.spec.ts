// SPDX-License-Identifier: MIT

import { type AxeInEachTheme, axeInEachTheme } from './fixtures/axe.js';
import { Hold } from './fixtures/hold.js';
import type { UserSettings } from './fixtures/ide-backend.js';
import { expectAllKept, expectKept } from './fixtures/kept-drafts.js';
import { expect, test as base } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

/** A window whose theme the test can change, and the look of axe at it in each theme. */
interface ThemedWindow {
    readonly shell: Shell;
    readonly look: AxeInEachTheme;
}

const test = base.extend<{
    readonly openThemed: (settings?: UserSettings) => Promise<ThemedWindow>;
}>({
    openThemed: async ({ startBackend, openBrowser, cloudVariables }, use) => {
        await use(async settings => {
            const backend = await startBackend(cloudVariables, settings);
            return { shell: await openBrowser(backend), look: axeInEachTheme(backend, settings) };
        });
    }
});

test('axe finds nothing serious on the welcome page, in the sign-in dialog and in a Markdown preview, in any theme', async ({
    openThemed
}) => {
    const { shell, look } = await openThemed();
    await expect(shell.welcomePage.root).toBeVisible();
    await look(shell, 'welcome page');
    await shell.account.press();
    await expect(shell.signInDialog.email).toBeVisible();
    await shell.signInDialog.submit('Sign In');
    await expect(shell.signInDialog.message).toContainText('Enter your email.');
    await look(shell, 'sign-in dialog');
    await shell.signInDialog.cancel();
    await shell.welcomePage.entry('Get Started').click();
    await expect(shell.markdownPreview.surface).toBeVisible();
    await look(shell, 'Markdown preview');
});

test('axe finds nothing serious in the Cloud view, in any theme', async ({ openThemed, user }) => {
    const { shell, look } = await openThemed();
    const view = shell.cloudView;
    await view.open();
    await expect(view.notice).toContainText('Sign in to see your cloud documents.');
    await look(shell, 'signed out');
    await shell.signIn(user);
    await expect(view.notice).toContainText('You have no cloud documents yet.');
    await look(shell, 'empty Cloud view');
    await user.createDocument('a.md', 'a\n', 'markdown', 'folder');
    await user.trashDocument((await user.createDocument('old.md', 'old\n')).id);
    await shell.regainFocus();
    await view.expand('folder');
    await view.expand('Trash');
    await view.row('a.md').hover();
    await look(shell, 'documents and trash');
    await view.filter.fill('nothing');
    await expect(view.notice).toContainText('No document matches');
    await look(shell, 'no match');
});

test('axe finds nothing serious in the Share dialog, My Sharing and the history, in any theme', async ({
    openThemed,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
    await user.saveDocument(id, '# Plan 2\n');
    const { shell, look } = await openThemed();
    await shell.signIn(user);
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Sanyam: Share…');
    await shell.shareDialog.add('ada@example.org, nobody');
    await expect(shell.shareDialog.people).toHaveCount(1);
    await look(shell, 'Share dialog');
    await shell.shareDialog.revoke('ada@example.org');
    await expect(shell.shareDialog.person('ada@example.org')).toContainText('No longer has access');
    await look(shell, 'Share dialog with a revoked share');
    await shell.shareDialog.close();

    await user.shareDocument(id, 'ada@example.org', 'view');
    await shell.runCommand('Sanyam: My Sharing');
    await expect(shell.quickInput.option('Shared by Me…')).toBeVisible();
    await look(shell, 'My Sharing');
    await shell.quickInput.choose('Shared by Me…');
    await expect(shell.quickInput.checkbox('ada@example.org')).toBeVisible();
    await look(shell, 'Shared by Me');
    await shell.quickInput.cancel();
    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.option('Version 2')).toBeVisible();
    await look(shell, 'history');
    await shell.quickInput.cancel();
    await shell.timeline.open();
    await expect(shell.timeline.entries.first()).toContainText('Version 2');
    await look(shell, 'Timeline');
});

test('axe finds nothing serious in the bar and the dialog of a conflict, in any theme', async ({
    openThemed,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const { shell, look } = await openThemed({ 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 });
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', 'Before.\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    const save = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await editor.append('Mine.');
    await save.reached;
    await user.saveDocument(id, 'Before.\nTheirs.');
    save.release();
    await expect(editor.conflictBar).toBeVisible();
    await look(shell, 'conflict bar');
    await shell.syncStatus.click();
    await expect(shell.conflictDialog.root).toBeVisible();
    await look(shell, 'conflict dialog');
});

test('axe finds nothing serious on the pages about the plan and API keys, in any theme', async ({
    openThemed,
    user
}) => {
    await user.setTier('pro');
    await user.createDocument('notes.md', 'text\n');
    const { shell, look } = await openThemed();
    await shell.signIn(user);
    await shell.runCommand('Sanyam: Plan and Usage');
    await expect(shell.planPage.heading).toHaveText('Your plan is “pro”');
    await shell.planPage.consider('free');
    await look(shell, 'Plan and Usage');
    await shell.runCommand('Sanyam: API Keys');
    const { apiKeysPage: keys } = shell;
    await keys.create('nightly', ['documents:read'], '30 days');
    await expect(keys.secret).toBeFocused();
    await keys.showUse(keys.key('nightly'));
    await expect(keys.key('nightly')).toContainText('Requests in 30 days: 0.');
    // A button under the pointer has another color.
    await keys.useButton(keys.key('nightly')).hover();
    await look(shell, 'API Keys');
});

test('axe finds nothing serious in Save As, the search, an offered draft, the sign-out dialog and a comparison, in any theme', async ({
    openThemed,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', 'A needle.\n', 'markdown');
    const { shell, look } = await openThemed();
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');

    await shell.runCommand('File: Save As...');
    await expect(shell.saveAsDialog.name).toHaveValue('notes.md');
    await look(shell, 'Save As');
    await shell.saveAsDialog.cancel();
    await expect(shell.saveAsDialog.root).toHaveCount(0);

    await shell.runCommand('Sanyam: Search Cloud Documents');
    await shell.quickInput.fill('needle');
    await expect(shell.quickInput.option('A needle.')).toBeVisible();
    await look(shell, 'search');
    await shell.quickInput.cancel();

    await editor.append('Mine.');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await shell.reload();
    const offer = 'Sanyam has kept unsaved text of “notes.md”';
    await expect(shell.notifications.toast(offer)).toBeVisible();
    await look(shell, 'offered draft');
    await shell.notifications.choose(offer, 'Restore');
    await editor.expectDirty(true);

    await shell.signOut();
    await expect(shell.signOutDialog.root).toBeVisible();
    await look(shell, 'sign-out dialog');
    await shell.signOutDialog.choose('Cancel');
    await expect(shell.signOutDialog.root).toHaveCount(0);

    await user.saveDocument(id, 'A needle.\nTheirs.');
    await editor.save();
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await look(shell, 'comparison');
});
