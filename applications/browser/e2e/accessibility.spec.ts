// SPDX-License-Identifier: MIT

import { expectAccessible } from './fixtures/axe.js';
import { Hold } from './fixtures/hold.js';
import { expectAllKept, expectKept } from './fixtures/kept-drafts.js';
import { expect, test } from './fixtures/test.js';

// Axe looks at every element of the window, several times in each test.
test.describe.configure({ timeout: 240_000 });

for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious on the welcome page and in the sign-in dialog (${colorScheme})`, async ({
        openBrowser,
        ide
    }) => {
        const shell = await openBrowser(ide, { colorScheme });
        await expect(shell.welcomePage.root).toBeVisible();
        await expectAccessible(shell.page, 'welcome page');
        await shell.account.press();
        await expect(shell.signInDialog.email).toBeVisible();
        await shell.signInDialog.submit('Sign In');
        await expect(shell.signInDialog.message).toContainText('Enter your email.');
        await expectAccessible(shell.page, 'sign-in dialog');
    });

    test(`axe finds nothing serious in the Cloud view (${colorScheme})`, async ({ openBrowser, ide, user }) => {
        const shell = await openBrowser(ide, { colorScheme });
        const view = shell.cloudView;
        await view.open();
        await expect(view.notice).toContainText('Sign in to see your cloud documents.');
        await expectAccessible(shell.page, 'signed out');
        await shell.signIn(user);
        await expect(view.notice).toContainText('You have no cloud documents yet.');
        await expectAccessible(shell.page, 'empty');
        await user.createDocument('a.md', 'a\n', 'markdown', 'folder');
        await user.trashDocument((await user.createDocument('old.md', 'old\n')).id);
        await shell.regainFocus();
        await view.expand('folder');
        await view.expand('Trash');
        await view.row('a.md').hover();
        await expectAccessible(shell.page, 'documents and trash');
        await view.filter.fill('nothing');
        await expect(view.notice).toContainText('No document matches');
        await expectAccessible(shell.page, 'no match');
    });

    test(`axe finds nothing serious in the Share dialog (${colorScheme})`, async ({ openBrowser, ide, user }) => {
        await user.setTier('pro');
        await user.createDocument('plan.md', '# Plan\n', 'markdown');
        const shell = await openBrowser(ide, { colorScheme });
        await shell.signIn(user);
        await shell.openCloudDocument('plan.md');
        await shell.runCommand('Sanyam: Share…');
        await shell.shareDialog.add('ada@example.org, nobody');
        await expect(shell.shareDialog.people).toHaveCount(1);
        await expectAccessible(shell.page, 'Share dialog');
        await shell.shareDialog.revoke('ada@example.org');
        await expect(shell.shareDialog.person('ada@example.org')).toContainText('No longer has access');
        await expectAccessible(shell.page, 'Share dialog with a revoked share');
    });

    test(`axe finds nothing serious in My Sharing and the history (${colorScheme})`, async ({
        openBrowser,
        ide,
        user
    }) => {
        await user.setTier('pro');
        const { id } = await user.createDocument('plan.md', '# Plan\n', 'markdown');
        await user.saveDocument(id, '# Plan 2\n');
        await user.shareDocument(id, 'ada@example.org', 'view');
        const shell = await openBrowser(ide, { colorScheme });
        await shell.signIn(user);
        await shell.openCloudDocument('plan.md');
        await shell.runCommand('Sanyam: My Sharing');
        await expect(shell.quickInput.option('Shared by Me…')).toBeVisible();
        await expectAccessible(shell.page, 'My Sharing');
        await shell.quickInput.choose('Shared by Me…');
        await expect(shell.quickInput.checkbox('ada@example.org')).toBeVisible();
        await expectAccessible(shell.page, 'Shared by Me');
        await shell.quickInput.cancel();
        await shell.runCommand('Sanyam: Show History');
        await expect(shell.quickInput.option('Version 2')).toBeVisible();
        await expectAccessible(shell.page, 'history');
        await shell.quickInput.cancel();
        await shell.timeline.open();
        await expect(shell.timeline.entries.first()).toContainText('Version 2');
        await expectAccessible(shell.page, 'Timeline');
    });

    test(`axe finds nothing serious in the bar and the dialog of a conflict (${colorScheme})`, async ({
        startBackend,
        openBrowser,
        cloudVariables,
        user,
        consoleWatch
    }) => {
        consoleWatch.expectErrors(/status of 409/);
        const settings = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };
        const shell = await openBrowser(await startBackend(cloudVariables, settings), { colorScheme });
        await shell.signIn(user);
        const { id } = await user.createDocument('notes.md', 'Before.\n', 'markdown');
        const editor = await shell.openCloudDocument('notes.md');
        const save = await Hold.requests(shell.page, /\/rpc\/save_document/);
        await editor.append('Mine.');
        await save.reached;
        await user.saveDocument(id, 'Before.\nTheirs.');
        save.release();
        await expect(editor.conflictBar).toBeVisible();
        await expectAccessible(shell.page, 'conflict bar');
        await shell.syncStatus.click();
        await expect(shell.conflictDialog.root).toBeVisible();
        await expectAccessible(shell.page, 'conflict dialog');
    });

    test(`axe finds nothing serious in the Markdown preview (${colorScheme})`, async ({
        openBrowser,
        ideWithoutCloud
    }) => {
        const shell = await openBrowser(ideWithoutCloud, { colorScheme });
        await shell.welcomePage.entry('Get Started').click();
        await expect(shell.markdownPreview.surface).toBeVisible();
        await expectAccessible(shell.page, 'Markdown preview');
    });
}

for (const [name, theme] of [
    ['light', 'light'],
    ['dark', 'dark'],
    ['high contrast', 'hc-theia']
] as const) {
    test(`axe finds nothing serious on the pages about the plan and API keys (${name})`, async ({
        startBackend,
        openBrowser,
        cloudVariables,
        user
    }) => {
        await user.setTier('pro');
        await user.createDocument('notes.md', 'text\n');
        const shell = await openBrowser(await startBackend(cloudVariables, { 'workbench.colorTheme': theme }));
        await shell.signIn(user);
        await shell.runCommand('Sanyam: Plan and Usage');
        await expect(shell.planPage.heading).toHaveText('Your plan is “pro”');
        await shell.planPage.consider('free');
        await expectAccessible(shell.page, 'Plan and Usage');
        await shell.screenshot(`plan-${theme}`);
        await shell.runCommand('Sanyam: API Keys');
        const { apiKeysPage: keys } = shell;
        await keys.create('nightly', ['documents:read'], '30 days');
        await expect(keys.secret).toBeFocused();
        await keys.showUse(keys.key('nightly'));
        await expect(keys.key('nightly')).toContainText('Requests in 30 days: 0.');
        // A button under the pointer has another color.
        await keys.useButton(keys.key('nightly')).hover();
        await expectAccessible(shell.page, 'API Keys');
        await shell.screenshot(`api-keys-${theme}`);
    });
}

for (const [name, theme] of [
    ['light', 'light'],
    ['dark', 'dark'],
    ['high contrast', 'hc-theia']
] as const) {
    test(`axe finds nothing serious in Save As, the search, an offered draft, the sign-out dialog and a comparison (${name})`, async ({
        startBackend,
        openBrowser,
        cloudVariables,
        user,
        consoleWatch
    }) => {
        consoleWatch.expectErrors(/status of 409/);
        const { id } = await user.createDocument('notes.md', 'A needle.\n', 'markdown');
        const shell = await openBrowser(await startBackend(cloudVariables, { 'workbench.colorTheme': theme }));
        await shell.signIn(user);
        const editor = await shell.openCloudDocument('notes.md');

        await shell.runCommand('File: Save As...');
        await expect(shell.saveAsDialog.name).toHaveValue('notes.md');
        await expectAccessible(shell.page, 'Save As');
        await shell.screenshot(`save-as-${theme}`);
        await shell.saveAsDialog.cancel();
        await expect(shell.saveAsDialog.root).toHaveCount(0);

        await shell.runCommand('Sanyam: Search Cloud Documents');
        await shell.quickInput.fill('needle');
        await expect(shell.quickInput.option('A needle.')).toBeVisible();
        await expectAccessible(shell.page, 'search');
        await shell.screenshot(`search-${theme}`);
        await shell.quickInput.cancel();

        await editor.append('Mine.');
        await expectKept(shell.page, []);
        await expectAllKept(shell.page);
        await shell.reload();
        const offer = 'Sanyam has kept unsaved text of “notes.md”';
        await expect(shell.notifications.toast(offer)).toBeVisible();
        await expectAccessible(shell.page, 'offered draft');
        await shell.screenshot(`draft-${theme}`);
        await shell.notifications.choose(offer, 'Restore');
        await editor.expectDirty(true);

        await shell.signOut();
        await expect(shell.signOutDialog.root).toBeVisible();
        await expectAccessible(shell.page, 'sign-out dialog');
        await shell.screenshot(`sign-out-${theme}`);
        await shell.signOutDialog.choose('Cancel');
        await expect(shell.signOutDialog.root).toHaveCount(0);

        await user.saveDocument(id, 'A needle.\nTheirs.');
        await editor.save();
        await shell.conflictDialog.choose('Compare');
        await expect(shell.diffEditor.left).toContainText('Theirs.');
        await expectAccessible(shell.page, 'comparison');
        await shell.screenshot(`comparison-${theme}`);
    });
}

test('axe finds nothing serious on the welcome page, in the Cloud view and in the Share dialog (high contrast)', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user
}) => {
    await user.setTier('pro');
    await user.createDocument('a.md', 'a\n', 'markdown', 'folder');
    await user.createDocument('plan.md', '# Plan\n', 'markdown');
    const shell = await openBrowser(await startBackend(cloudVariables, { 'workbench.colorTheme': 'hc-theia' }));
    await expect(shell.welcomePage.root).toBeVisible();
    await expectAccessible(shell.page, 'welcome page');
    await shell.signIn(user);
    const view = shell.cloudView;
    await view.open();
    await view.expand('folder');
    await view.row('a.md').hover();
    await expectAccessible(shell.page, 'Cloud view');
    await shell.screenshot('cloud-view-high-contrast');
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Sanyam: Share…');
    await shell.shareDialog.add('ada@example.org');
    await expect(shell.shareDialog.people).toHaveCount(1);
    await expectAccessible(shell.page, 'Share dialog');
    await shell.screenshot('share-high-contrast');
});
