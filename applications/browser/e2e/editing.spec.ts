// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { readStoredData } from './fixtures/stored-data.js';
import { expect, test } from './fixtures/test.js';

const ODD_TEXT = '\ufeffgrüße, 世界 👩‍🚀\r\n\tשלום  \r\n\r\n';

test('a save keeps the byte order mark, line endings and spaces that the user did not edit', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('odd.txt', ODD_TEXT);
    const editor = await shell.openCloudDocument('odd.txt');
    await editor.append('typed');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: `${ODD_TEXT}typed` });
});

test('saving without a change creates no version', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.save();
    await editor.append('x');
    await editor.undo();
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 1, content: '# Notes\n' });
});

test('text that is typed during a save stays in the editor as unsaved', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '');
    const editor = await shell.openCloudDocument('notes.md');
    const hold = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await editor.append('one ');
    await editor.save();
    await hold.reached;
    await editor.append('two');
    hold.release();
    await user.expectDocument(id, { version: 2, content: 'one ' });
    await editor.expectDirty(true);
    await editor.expectText('one two');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 3, content: 'one two' });
});

test('saving again while a save is running causes no conflict', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '');
    const editor = await shell.openCloudDocument('notes.md');
    for (const word of ['one ', 'two ', 'three ', 'four ']) {
        await editor.append(word);
        await editor.save();
    }
    await user.expectDocument(id, { content: 'one two three four ' });
    await editor.expectDirty(false);
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await expect(shell.notifications.toasts).toHaveCount(0);
});

test('unsaved text stays in the editor when the document is moved to the trash elsewhere', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 40[34]/);
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await user.trashDocument(id);
    const checked = shell.page.waitForResponse(/\/rpc\/list_documents/);
    await shell.regainFocus();
    await checked;
    await editor.save();
    await expect(shell.notifications.toast('Could not save “notes.md”')).toBeVisible();
    await shell.screenshot('trashed-elsewhere');
    await editor.expectText('# Notes\nunsaved');
    await editor.expectDirty(true);
});

test('the status bar says of a document in the trash that it is there', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    await shell.openCloudDocument('notes.md');
    await expect(shell.syncStatus).toContainText('Saved to the cloud');
    await user.trashDocument(id);
    await shell.regainFocus();
    await expect(shell.syncStatus).toHaveText('In the trash');
});

test('the next user of a browser cannot see or overwrite the documents of the previous user [FR-032, FR-035]', async ({
    signedIn: shell,
    user,
    stranger,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 40[134]/);
    const { id } = await user.createDocument('notes.md', 'secret of the first\n');
    const editor = await shell.openCloudDocument('notes.md');
    await expect(editor.lines).toHaveText('secret of the first');
    expect((await readStoredData(shell.page)).text).not.toContain('secret of the first');
    await stranger.signUp();
    await shell.runCommand('Sanyam: Sign Out');
    await expect(shell.account.entry).toHaveText(/Sign In/);
    await expect(editor.tab).toHaveCount(0);
    await shell.signIn(stranger);

    await shell.reload();
    await expect(shell.account.entry).toContainText(stranger.email);
    await shell.screenshot('document-of-another-user');
    await expect(shell.page.locator('body')).not.toContainText('secret of the first');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText([/Save Your First Document/]);
    await user.expectDocument(id, { version: 1 });
});

test('typing Markdown suggests no words, so that Enter begins a line; Ctrl+Space and plain text suggest them', async ({
    signedIn: shell,
    user
}) => {
    const words = 'wonderful\nwonders\n';
    await user.createDocument('notes.txt', words);
    const plain = await shell.openCloudDocument('notes.txt');
    const suggestions = shell.page.locator('.suggest-widget.visible');
    await plain.append('wond');
    await expect(suggestions).toContainText('wonderful');
    await shell.page.keyboard.press('Escape');

    const { id } = await user.createDocument('notes.md', words);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('wond');
    // A suggestion that typing asked for would be here before the end of a save.
    await editor.save();
    await user.expectDocument(id, { version: 2 });
    await shell.page.keyboard.press('Enter');
    await editor.expectText(`${words}wond\n`);
    await editor.append('wond');
    await shell.page.keyboard.press('Control+Space');
    await expect(suggestions).toContainText('wonderful');
});
