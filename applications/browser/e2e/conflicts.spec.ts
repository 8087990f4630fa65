// SPDX-License-Identifier: MIT

import type { TestUser } from './fixtures/test-user.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';
import type { TextEditor } from './pages/text-editor.js';

const BASE = 'The text that both began with.\n';
const CONFLICT = /status of 409/;

interface Conflict {
    readonly documentId: string;
    readonly shell: Shell;
    readonly editor: TextEditor;
}

/** Two browsers on one document: the first has saved, the second tried to. */
async function meetConflict(user: TestUser, first: Shell, second: Shell): Promise<Conflict> {
    const { id } = await user.createDocument('notes.md', BASE, 'markdown');
    await second.signIn(user);
    const [theirs, mine] = [await first.openCloudDocument('notes.md'), await second.openCloudDocument('notes.md')];
    await theirs.append('Theirs.');
    await mine.append('Mine.');
    await theirs.save();
    await theirs.expectDirty(false);
    await mine.save();
    await expect(second.conflictDialog.root).toBeVisible();
    return { documentId: id, shell: second, editor: mine };
}

test.beforeEach(({ consoleWatch }) => consoleWatch.expectErrors(CONFLICT));

test('the second of two saves meets the conflict, and cancelling loses nothing', async ({
    signedIn,
    openBrowser,
    ide,
    user
}) => {
    const { documentId, shell, editor } = await meetConflict(user, signedIn, await openBrowser(ide));
    await expect(shell.conflictDialog.root).toContainText('the cloud has version 2, your text was made from version 1');
    await shell.screenshot('conflict');
    await shell.conflictDialog.choose('Cancel');

    expect(await editor.text()).toBe(`${BASE}Mine.`);
    await editor.expectDirty(true);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 2, content: `${BASE}Theirs.` });
});

test('comparing shows both texts, and saving mine makes the next version', async ({
    signedIn,
    openBrowser,
    ide,
    user
}) => {
    const { documentId, shell } = await meetConflict(user, signedIn, await openBrowser(ide));
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await expect(shell.diffEditor.right).toContainText('Mine.');
    const question = shell.notifications.toast('Which shall “notes.md” be?');
    await expect(question).toBeVisible();
    await shell.screenshot('conflict-compare');
    expect(await user.readDocument(documentId)).toMatchObject({ version: 2, content: `${BASE}Theirs.` });

    await shell.notifications.choose('Which shall “notes.md” be?', 'Save Mine');
    await expect.poll(() => user.readDocument(documentId)).toMatchObject({ version: 3, content: `${BASE}Mine.` });
});

test('overwriting replaces theirs with mine', async ({ signedIn, openBrowser, ide, user }) => {
    const { documentId, shell, editor } = await meetConflict(user, signedIn, await openBrowser(ide));
    await shell.conflictDialog.choose('Overwrite');
    await editor.expectDirty(false);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 3, content: `${BASE}Mine.` });
    expect(await editor.text()).toBe(`${BASE}Mine.`);
});

test('taking theirs can be undone', async ({ signedIn, openBrowser, ide, user }) => {
    const { documentId, shell, editor } = await meetConflict(user, signedIn, await openBrowser(ide));
    await shell.conflictDialog.choose('Take Theirs');
    await expect(editor.lines).toContainText('Theirs.');
    await editor.expectDirty(false);
    expect(await editor.text()).toBe(`${BASE}Theirs.`);

    await editor.undo();
    await expect(editor.lines).toContainText('Mine.');
    expect(await editor.text()).toBe(`${BASE}Mine.`);
    await editor.save();
    await editor.expectDirty(false);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 3, content: `${BASE}Mine.` });
});

test('a document that was changed elsewhere is refreshed while its editor is clean', async ({ signedIn, user }) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await signedIn.openCloudDocument('notes.md');
    await expect(editor.lines).toHaveText(BASE.trim());

    await user.saveDocument(id, 'Changed elsewhere.\n');
    await signedIn.regainFocus();
    await expect(editor.lines).toHaveText('Changed elsewhere.');
    await editor.expectDirty(false);
});

test('a document that was changed elsewhere leaves unsaved text alone', async ({ signedIn, user }) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await signedIn.openCloudDocument('notes.md');
    await editor.append('Mine.');

    await user.saveDocument(id, 'Changed elsewhere.\n');
    const asked = signedIn.page.waitForResponse(/\/rpc\/list_documents/);
    await signedIn.regainFocus();
    await asked;
    await editor.save();
    await expect(signedIn.conflictDialog.root).toBeVisible();
    await signedIn.conflictDialog.choose('Cancel');
    expect(await editor.text()).toBe(`${BASE}Mine.`);
});
