// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

/** More than two pages of the Timeline, and more than one of Show History. */
const MANY_VERSIONS = 55;

test('the history shows who saved what, compares, restores with undo, and names a version [FR-041, FR-042, FR-043, BY-03]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', 'one\n', 'markdown');
    await user.saveDocument(id, 'two\n');
    await user.saveDocument(id, 'three\n');
    const editor = await shell.openCloudDocument('plan.md');

    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.options).toHaveText([
        /^Version 3\s*saved by you · just now · 6 bytes/,
        /^Version 2/,
        /^Version 1/
    ]);
    await shell.screenshot('history');
    await shell.quickInput.choose('Version 1');
    await shell.screenshot('history-actions');
    await shell.quickInput.choose('Open Read-Only');
    const old = await shell.editor('plan.md (version 1)', 'plan.md');
    expect(await old.uri()).toMatch(/^sanyam-version:/);
    await shell.screenshot('history-version');

    await editor.tab.first().click();
    await shell.runCommand('Sanyam: Show History');
    await shell.quickInput.choose('Version 1');
    await shell.quickInput.choose('Name…');
    await shell.quickInput.fill('first draft');
    await shell.quickInput.accept();

    // Somebody else saves. The editor does not know it yet, and Undo brings it back all the same.
    await user.saveDocument(id, 'four\n');
    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.option('first draft (Version 1)')).toBeVisible();
    await shell.quickInput.choose('first draft (Version 1)');
    await shell.quickInput.choose('Restore');
    await expect(shell.notifications.toast('Restored version 1 of “plan.md”.')).toBeVisible();
    await user.expectDocument(id, { content: 'one\n' });
    await expect(editor.lines).toContainText('one');
    await shell.notifications.choose('Restored version 1', 'Undo');
    await user.expectDocument(id, { content: 'four\n' });

    await shell.runCommand('Sanyam: Show History');
    await shell.quickInput.choose('Version 2');
    await shell.quickInput.choose('Compare with Current');
    await expect(shell.diffEditor.left).toContainText('two');
    await shell.screenshot('history-compare');
});

test('Compare says when versions differ only in what it does not show [FR-042]', async ({ signedIn: shell, user }) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', 'one\r\ntwo\r\n', 'markdown');
    await user.saveDocument(id, 'one\ntwo\n');
    await user.saveDocument(id, '\uFEFFone\ntwo\n');
    const editor = await shell.openCloudDocument('plan.md');
    for (const [version, sentence] of [
        ['Version 2', 'These differ only in the byte order mark.'],
        ['Version 1', 'These differ only in line endings and in the byte order mark.'],
        ['Version 3', 'Both have the same text.']
    ] as const) {
        await editor.tab.first().click();
        await shell.runCommand('Sanyam: Show History');
        await shell.quickInput.choose(version);
        await shell.quickInput.choose('Compare with Current');
        await expect(shell.notifications.toast(sentence)).toBeVisible();
    }
});

test('the Timeline lists the versions of the document in front, page by page, and follows saves [FR-041, FR-042]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', 'text 1\n', 'markdown');
    for (let version = 2; version <= MANY_VERSIONS; version++) {
        await user.saveDocument(id, `text ${version}\n`);
    }
    const editor = await shell.openCloudDocument('plan.md');
    await shell.timeline.open();
    await expect(shell.timeline.entries.first()).toContainText('Version 55');
    await expect(shell.timeline.entries.first()).toContainText('saved by you');
    await expect(shell.timeline.entries.first()).toBeInViewport();
    await shell.screenshot('timeline');
    for (const next of ['Version 34', 'Version 14']) {
        await shell.timeline.loadMore();
        await expect(shell.timeline.entry(next)).toBeVisible();
    }
    await shell.timeline.scrollToEnd();
    await expect(shell.timeline.entry('Version 1')).toBeVisible();
    await expect(shell.timeline.more).toHaveCount(0);

    await editor.append('more');
    await editor.save();
    await expect(shell.timeline.entries.first()).toContainText('Version 56');

    await shell.timeline.choose('Version 55', 'Restore');
    await expect(shell.notifications.toast('Restored version 55 of “plan.md”.')).toBeVisible();
    await expect(editor.lines).not.toContainText('more');
    await expect(shell.timeline.entries.first()).toContainText('restored by you');
    await shell.timeline.entry('Version 56').click();
    await expect(shell.diffEditor.left).toContainText('more');

    await editor.tab.first().click();
    await shell.runCommand('Sanyam: Show History');
    await shell.quickInput.fill('Load More');
    await expect(shell.quickInput.option('Load More…')).toContainText('50 of 57 are shown');
    await shell.quickInput.choose('Load More…');
    await shell.quickInput.fill('Version 7');
    await shell.quickInput.choose('Version 7');
    const downloading = shell.page.waitForEvent('download');
    await shell.quickInput.choose('Download');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('plan.md');
    expect(await readFile(await download.path(), 'utf8')).toBe('text 7\n');

    await shell.openFile('welcome.md');
    await expect(shell.timeline.entries).toHaveCount(0);
});

test('on a plan without history, the history says what there is, and shows what exists [FR-040, BY-03]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('plan.md', 'one\n', 'markdown');
    await user.saveDocument(id, 'two\n');
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.options).toHaveText([/^Version 2/]);
    await expect(shell.quickInput.field).toHaveAttribute(
        'placeholder',
        'This document has one version. Plans with history keep a version of each save.'
    );
    await shell.screenshot('history-free');
    await shell.quickInput.cancel();

    await user.setTier('pro');
    await user.saveDocument(id, 'three\n');
    await user.setTier('free');
    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.options).toHaveText([/^Version 3/, /^Version 2/]);
    await shell.quickInput.choose('Version 2');
    await shell.quickInput.choose('Open Read-Only');
    const old = await shell.editor('plan.md (version 2)', 'plan.md');
    await expect(old.lines).toContainText('two');
});

test('a deleted document is restored from the trash, which says what the plan gives [FR-030, FR-031, BY-07]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    const { id } = await user.createDocument('old.md', 'kept\n', 'markdown');
    await user.trashDocument(id);
    await shell.runCommand('Sanyam: Show Trash');
    await expect(shell.cloudView.row('old.md')).toContainText('30 days left');

    await shell.runCommand('Sanyam: Restore Deleted Document');
    await expect(shell.quickInput.checkbox('old.md')).toContainText('Deleted just now by you · 30 days left');
    await shell.screenshot('restore-document');
    await shell.quickInput.checkbox('old.md').click();
    await shell.quickInput.accept();
    await shell.editor('old.md');
    await expect(shell.cloudView.row('old.md')).toHaveAttribute('aria-level', '2');
    await user.expectDocument(id, { deleted_at: null, content: 'kept\n' });

    await shell.cloudView.press('old.md', 'Move to Trash');
    await expect(shell.cloudView.row('old.md')).toContainText('30 days left');
    await shell.cloudView.choose('old.md', 'Delete Permanently…');
    await shell.page.getByRole('button', { name: 'Delete Permanently', exact: true }).click();
    await expect(shell.cloudView.row('old.md')).toHaveCount(0);
    expect(await user.listDocuments()).toEqual([]);

    const late = await user.createDocument('late.md', 'kept\n', 'markdown');
    const soon = await user.createDocument('soon.md', 'kept\n', 'markdown');
    await user.trashDocument(late.id);
    await user.trashDocument(soon.id);
    await user.ageInTrash(late.id, 11);
    await shell.runCommand('Sanyam: Restore Deleted Document');
    await expect(shell.quickInput.field).toHaveAttribute(
        'placeholder',
        'Your plan (free) keeps deleted documents, but restores only those that you deleted in the last 10 minutes, and those that others deleted'
    );
    await shell.quickInput.checkbox('late.md').click();
    await shell.quickInput.accept();
    const refusal = shell.notifications.toast('Could not restore “late.md”');
    await expect(refusal).toContainText('Your plan (free) does not include recovery from the trash.');
    await shell.screenshot('trash-needs-plan');
    await shell.notifications.choose('Could not restore “late.md”', 'How to Upgrade');
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');

    await shell.cloudView.choose('Trash', 'Empty Trash…');
    await expect(shell.page.locator('.dialogBlock')).toContainText('delete all documents in the trash');
    await shell.page.getByRole('button', { name: 'Delete Permanently', exact: true }).click();
    await expect(shell.notifications.toast('Deleted 2 documents permanently.')).toBeVisible();
    await expect(shell.cloudView.row('soon.md')).toHaveCount(0);
    await expect(shell.cloudView.row('late.md')).toHaveCount(0);
});

test('the Timeline shows the document in front and its name, whichever group of editors it is in [FR-041]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('left.md', 'one\n', 'markdown');
    await user.saveDocument(id, 'two\n');
    await user.createDocument('right.md', 'one\n', 'markdown');
    await shell.openCloudDocument('left.md');
    const right = await shell.openCloudDocument('right.md');
    await shell.runCommand('View: Split Editor Right');
    await expect(right.tab).toHaveCount(2);
    // The left group shows another document than the one in front, which is in the right group.
    await shell.page.locator('#theia-main-content-panel .lm-TabBar-tab', { hasText: 'left.md' }).click();
    await right.tab.last().click();

    await shell.timeline.open();
    await expect(shell.timeline.document).toHaveText('right.md');
    await expect(shell.timeline.entries).toHaveCount(1);
    await shell.timeline.open();
    await shell.timeline.open();
    await expect(shell.timeline.document).toHaveText('right.md');
    await expect(shell.timeline.entries).toHaveCount(1);
    await shell.page.locator('#theia-main-content-panel .lm-TabBar-tab', { hasText: 'left.md' }).click();
    await expect(shell.timeline.document).toHaveText('left.md');
    await expect(shell.timeline.entries).toHaveCount(2);
});
