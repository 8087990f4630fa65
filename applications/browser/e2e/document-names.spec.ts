// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { renameInAnswers } from './fixtures/rename-in-answers.js';
import { expect, test } from './fixtures/test.js';

test('a name with invisible characters is refused with a reason while the user types', async ({ signedIn: shell }) => {
    await shell.openFile('welcome.md');
    await shell.runCommand('Save to Cloud');
    for (const [name, reason] of [
        ['invoice\u202Efdp.exe', 'cannot contain U+202E, an invisible character that changes the direction of text'],
        ['\u200B', 'must contain a visible character'],
        ['no\u200Btes.md', 'cannot contain the invisible character U+200B']
    ] as const) {
        await shell.quickInput.fill(name);
        await expect(shell.quickInput.widget).toContainText(reason);
    }
    await shell.quickInput.cancel();
});

test('the invisible characters of a name from before the rule are shown', async ({ signedIn: shell, user }) => {
    await user.createDocument('a.exe', 'text');
    await user.createDocument('b', 'nothing to see');
    await renameInAnswers(shell.page, { 'a.exe': 'invoice\u202Efdp.exe', b: '\u200B' });
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText([/^\[U\+200B\]/, /^invoice\[U\+202E\]fdp\.exe/]);
    await shell.screenshot('invisible-characters');
    await shell.quickInput.choose('invoice[U+202E]fdp.exe');
    await expect(shell.page.getByRole('listitem').filter({ hasText: 'invoice[U+202E]fdp.exe' })).toBeVisible();
    await shell.runCommand('Move Cloud Document to Trash');
    await expect(shell.notifications.toast('Moved “invoice[U+202E]fdp.exe” to the trash.')).toBeVisible();
});

test('a name is found in NFC and NFD, and stored in NFC', async ({ signedIn: shell, user, workspace }) => {
    await writeFile(workspace.path('cafe\u0301.md'), 'text');
    await shell.openFile('cafe\u0301.md');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “caf\u00e9.md” to the cloud')).toBeVisible();
    expect((await user.listDocuments()).map(({ name }) => name)).toEqual(['caf\u00e9.md']);
    await shell.runCommand('View: Close All Tabs');
    for (const typed of ['caf\u00e9', 'cafe\u0301']) {
        await shell.runCommand('Open Cloud Document');
        await shell.quickInput.fill(typed);
        await expect(shell.quickInput.options).toHaveText([/^caf\u00e9\.md/]);
        await shell.quickInput.cancel();
    }
});

test('Save to Cloud shows the invisible characters of a file name, and offers the name without them', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('invoice\u202Etxt.md'), 'text');
    await shell.page.locator('#files').getByText('invoice[U+202E]txt.md').dblclick();
    await shell.editor('invoice[U+202E]txt.md', 'invoice\u202Etxt.md');
    await shell.runCommand('Save to Cloud');
    await expect(shell.quickInput.field).toHaveAttribute(
        'placeholder',
        'The name of the file has invisible characters: invoice[U+202E]txt.md'
    );
    await shell.screenshot('invisible-characters-of-a-file');
    await shell.quickInput.choose('Enter Another Name…');
    await expect(shell.quickInput.field).toHaveValue('invoicetxt.md');
    await shell.quickInput.cancel();

    await shell.runCommand('Save to Cloud');
    await shell.quickInput.choose('Use the Name Without Them: invoicetxt.md');
    await expect(shell.notifications.toast('Saved “invoicetxt.md” to the cloud')).toBeVisible();
    expect(await user.listDocuments()).toMatchObject([{ name: 'invoicetxt.md', language_id: 'markdown' }]);
});

test('a name that looks like an icon is shown as it is, and found by each part of it', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('a$(bug).txt', 'text');
    await user.createDocument('other.txt', 'text');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveCount(2);
    await shell.quickInput.fill('bug');
    await expect(shell.quickInput.options).toHaveText([/^a\$\u2060\(bug\)\.txt/]);
    await expect(shell.quickInput.options.locator('.codicon-bug')).toHaveCount(0);
    await shell.screenshot('name-like-an-icon');
    await shell.quickInput.fill('nothing $(like) this');
    await expect(shell.quickInput.options).toHaveText([/^No document matches “nothing \$\u2060\(like\) this”\./]);
    await shell.screenshot('no-document-matches');
    for (const part of ['$(', '$(bug', 'a$(b', '$(bug).txt', 'A$(BUG).txt']) {
        await shell.quickInput.fill(part);
        await expect(shell.quickInput.options).toHaveText([/^a\$\u2060\(bug\)\.txt/]);
    }
    await shell.quickInput.accept();
    await expect(shell.page.locator('#theia-main-content-panel').getByText('a$(bug).txt').first()).toBeVisible();
});

test('a name with $(bug) in it is text, and no icon, in the lists of files and folders', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('a $(bug).md', 'text', 'markdown', 'b $(zap)');
    await shell.openCloudFolder('(zap)');
    await expect(shell.explorer.row('a $(bug).md')).toBeVisible();
    await shell.page.keyboard.press('Control+p');
    await shell.quickInput.fill('bug');
    await expect(shell.quickInput.options.first()).toContainText(/a \$\u2060?\(bug\)\.md/);
    await expect(shell.quickInput.options.first()).toContainText(/b \$\u2060?\(zap\)/);
    await shell.screenshot('icons-in-names');
    await shell.quickInput.cancel();
    await shell.runCommand('File: Open Recent Workspace...');
    await expect(shell.quickInput.options.first()).toContainText(/b \$\u2060?\(zap\) \(Cloud\)/);
    await shell.quickInput.cancel();
});

test('documents with names that each JavaScript object has are shown like others, also those of a stranger [BY-04]', async ({
    signedIn: shell,
    user,
    stranger
}) => {
    await stranger.signUp();
    await stranger.setTier('pro');
    const { id } = await stranger.createDocument('constructor', 'text of a stranger\n');
    await stranger.shareDocument(id, user.email, 'view');
    await user.createDocument('toString', 'own text\n');
    const view = shell.cloudView;
    await view.open();
    await expect(view.row('constructor')).toBeVisible();
    await expect(view.row('toString')).toBeVisible();
    await shell.openCloudFolder('My Documents');
    await shell.explorer.row('toString').dblclick();
    await (await shell.editor('toString')).expectText('own text\n');
});
