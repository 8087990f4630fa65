// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

/** Opens a window without a folder, in which the Search view searches all cloud documents. */
async function openWithoutFolder(shell: Shell, address: string): Promise<void> {
    await shell.page.goto(`${address}/#!empty`);
    await shell.reload();
    await expect(shell.account.entry).toContainText('@');
}

test('the Search view minds the files to include and to exclude also for open documents, and so does Replace All [BY-05]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const open = await user.createDocument('a.md', 'a needle\n', 'markdown', 'old drafts');
    const closed = await user.createDocument('b.md', 'a needle\n', 'markdown', 'old drafts');
    const wanted = await user.createDocument('keep.md', 'a needle\n', 'markdown');
    await shell.openCloudFolder('My Documents');
    await shell.openCloudDocument('a.md');
    await shell.openCloudDocument('keep.md');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveText(['b.md', 'keep.md', 'a.md']);
    await searchView.include('old drafts');
    await expect(searchView.files).toHaveText(['b.md', 'a.md']);
    await searchView.include('{keep,c}.{txt,md}');
    await expect(searchView.files).toHaveText(['keep.md']);
    await searchView.include('');
    await searchView.exclude('{b,c}.{txt,md}, ');
    await expect(searchView.files).toHaveText(['keep.md', 'a.md']);
    await searchView.exclude('old drafts');
    await expect(searchView.files).toHaveText(['keep.md']);
    await searchView.replaceAll('straw');
    await user.expectDocument(wanted.id, { content: 'a straw\n' });
    for (const { id } of [open, closed]) {
        await user.expectDocument(id, { content: 'a needle\n', version: 1 });
    }
});

test('Find in Folder finds in that cloud folder alone, whatever its name is [BY-05]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    await user.createDocument('here.md', 'a needle\n', 'markdown', 'sub/[i,d]');
    await user.createDocument('there.md', 'a needle\n', 'markdown', 'i');
    // The Explorer shows a folder in a row of its own only if there is something beside it.
    await user.createDocument('beside.md', 'nothing\n', 'markdown', 'sub');
    await shell.openCloudFolder('My Documents');
    const { explorer, searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(2);
    for (const [folder, pattern] of [
        ['sub', 'sub/**'],
        ['[i,d]', 'sub/[[]i[,]d[]]/**']
    ] as const) {
        await explorer.tab.click();
        await explorer.expand('sub');
        await explorer.choose(folder, 'Find in Folder...');
        await expect(searchView.included).toHaveValue(pattern);
        await searchView.search('needle');
        await expect(searchView.files).toHaveText(['here.md']);
    }
});

test('Replace All takes a replacement that came without a key, and says when it deletes all matches [BY-05]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', 'a needle and a needle\n', 'markdown');
    await shell.openCloudFolder('My Documents');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveText(['notes.md']);
    const question = await searchView.askToReplaceAll('straw');
    await expect(question).toContainText("with 'straw'?");
    await question.getByRole('button', { name: 'Cancel' }).click();
    const deletion = await searchView.askToReplaceAll('');
    await expect(deletion).toContainText('The replacement is empty, so all matches (2) are deleted.');
    await deletion.getByRole('button', { name: 'Cancel' }).click();
    await user.expectDocument(id, { version: 1 });
    await searchView.replaceAll('straw');
    await user.expectDocument(id, { content: 'a straw and a straw\n' });
});

test('Replace All keeps the editor of a document that was renamed since the search [BY-05]', async ({
    signedIn: shell,
    ide,
    user
}) => {
    await user.setTier('pro');
    const open = await user.createDocument('before.md', 'a needle\n', 'markdown');
    const closed = await user.createDocument('closed.md', 'a needle\n', 'markdown');
    await openWithoutFolder(shell, ide.address);
    await shell.openCloudDocument('before.md');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(2);
    await user.renameDocument(open.id, 'after.md');
    await shell.regainFocus();
    const editor = await shell.editor('after.md');
    await expect(searchView.files.filter({ hasText: 'closed.md' })).toBeVisible();
    await searchView.replaceAll('straw');
    await user.expectDocument(closed.id, { content: 'a straw\n' });
    await user.expectDocument(open.id, { content: 'a straw\n' });
    await editor.expectText('a straw\n');
    await expect(shell.page.locator('#theia-main-content-panel .lm-TabBar-tab', { hasText: 'closed.md' })).toHaveCount(
        0
    );
});

test('Replace on a line or a file says why it failed, and keeps the row [BY-05]', async ({
    signedIn: shell,
    ide,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const shared = await owner.createDocument('shared.md', 'a needle\n', 'markdown');
    await owner.shareDocument(shared.id, user.email, 'view');
    const gone = await user.createDocument('gone.md', 'one needle\n', 'markdown');
    await openWithoutFolder(shell, ide.address);
    const { searchView, notifications } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(2);
    await user.trashDocument(gone.id);

    await searchView.replaceAt(searchView.lines.filter({ hasText: 'one needle' }), 'straw');
    await expect(notifications.toast('Could not replace in “gone.md”. This document is in the trash.')).toBeVisible();
    await expect(searchView.lines.filter({ hasText: 'one needle' })).toBeVisible();
    await shell.screenshot('search-replace-failed');

    await searchView.replaceAt(searchView.files.filter({ hasText: 'shared.md' }), 'straw');
    await expect(
        notifications.toast(/Could not replace in “shared\.md”\. .* shared this document with you for viewing only\./)
    ).toBeVisible();
    await expect(searchView.lines.filter({ hasText: 'a needle' })).toBeVisible();
    await user.expectDocument(shared.id, { version: 1 });
});

test('Replace All has one notice for all documents that are read-only, and keeps their rows [BY-05]', async ({
    signedIn: shell,
    ide,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    for (const name of ['one.md', 'two.md', 'three.md']) {
        const { id } = await owner.createDocument(name, 'a needle\n', 'markdown');
        await owner.shareDocument(id, user.email, 'view');
    }
    const own = await user.createDocument('own.md', 'a needle\n', 'markdown');
    await openWithoutFolder(shell, ide.address);
    const { searchView, notifications } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(4);
    await searchView.replaceAll('straw');
    await user.expectDocument(own.id, { content: 'a straw\n' });
    await expect(
        notifications.toast(/Could not replace in 3 documents\. .* shared this document with you for viewing only\./)
    ).toBeVisible();
    await expect(notifications.toast('Not all matches')).toHaveCount(0);
    await expect(searchView.files).toHaveText([/(one|two|three)\.md/, /(one|two|three)\.md/, /(one|two|three)\.md/]);
    await shell.screenshot('search-replace-read-only');
});

test('Replace All replaces the matches of a regular expression in open documents [BY-05]', async ({
    signedIn: shell,
    ide,
    user
}) => {
    const { id } = await user.createDocument('rules.md', 'a bed\na blackbird, a bed\n', 'markdown');
    await openWithoutFolder(shell, ide.address);
    await shell.openCloudDocument('rules.md');
    const { searchView, notifications } = shell;
    await searchView.open();
    await searchView.patternSwitch.click();
    await searchView.search('b[a-z]*d');
    await expect(searchView.lines).toHaveCount(3);
    await searchView.replaceAll('seat');
    await user.expectDocument(id, { content: 'a seat\na seat, a seat\n' });
    await expect(notifications.toast('Not all matches')).toHaveCount(0);
});

test('the Search view without a folder says when it shows only a part of all matches [BY-05]', async ({
    signedIn: shell,
    ide,
    user
}) => {
    for (const name of ['one.md', 'two.md', 'three.md']) {
        await user.createDocument(name, 'needle\n'.repeat(1000), 'markdown');
    }
    await openWithoutFolder(shell, ide.address);
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveCount(2);
    await expect(searchView.notice).toHaveText('These are not all matches. Enter more of the text to see the rest.');
});
