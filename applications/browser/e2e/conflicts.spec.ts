// SPDX-License-Identifier: MIT

import type { TestUser } from './fixtures/test-user.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';
import type { TextEditor } from './pages/text-editor.js';

const BASE = 'The text before both changes.\n';
const CONFLICT = /status of 409/;

interface Conflict {
    readonly documentId: string;
    readonly editor: TextEditor;
}

/** Saves the document elsewhere while this editor has unsaved text, then saves here. */
async function causeConflict(user: TestUser, shell: Shell): Promise<Conflict> {
    const { id: documentId } = await user.createDocument('notes.md', BASE, 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('Mine.');
    await user.saveDocument(documentId, `${BASE}Theirs.`);
    await editor.save();
    await expect(shell.conflictDialog.root).toBeVisible();
    return { documentId, editor };
}

test.beforeEach(({ consoleWatch }) => consoleWatch.expectErrors(CONFLICT));

test('the second browser to save a document gets a conflict, and both texts are kept [FR-025, FR-026]', async ({
    signedIn: first,
    openBrowser,
    ide,
    user
}) => {
    const { id } = await user.createDocument('notes.md', BASE, 'markdown');
    const second = await openBrowser(ide);
    await second.signIn(user);
    const theirs = await first.openCloudDocument('notes.md');
    const mine = await second.openCloudDocument('notes.md');
    await theirs.append('Theirs.');
    await mine.append('Mine.');
    await theirs.save();
    await theirs.expectDirty(false);
    await mine.save();
    await expect(second.conflictDialog.root).toContainText(
        'You saved version 2 in another window. Your text is based on version 1.'
    );
    await second.screenshot('conflict');

    await second.conflictDialog.choose('Cancel');
    expect(await mine.text()).toBe(`${BASE}Mine.`);
    await mine.expectDirty(true);
    expect(await theirs.text()).toBe(`${BASE}Theirs.`);
    expect(await user.readDocument(id)).toMatchObject({ version: 2, content: `${BASE}Theirs.` });
});

test('Compare shows both texts, and Keep Mine saves the next version [BY-01]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await expect(shell.diffEditor.right).toContainText('Mine.');
    const question = 'Which version of “notes.md” do you want to keep?';
    await expect(shell.notifications.toast(question)).toBeVisible();
    await shell.screenshot('conflict-compare');
    expect(await user.readDocument(documentId)).toMatchObject({ version: 2, content: `${BASE}Theirs.` });

    await shell.notifications.choose(question, 'Keep Mine');
    await expect(shell.diffEditor.left).toBeHidden();
    await editor.expectDirty(false);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 3, content: `${BASE}Mine.` });
});

test('Compare lets the user take the cloud version [BY-01]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await shell.notifications.choose('Which version of “notes.md” do you want to keep?', 'Take Theirs');
    await editor.expectDirty(false);
    expect(await editor.text()).toBe(`${BASE}Theirs.`);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 2, content: `${BASE}Theirs.` });
});

test('Overwrite replaces the cloud version with the text in the editor [FR-026]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Overwrite');
    await editor.expectDirty(false);
    expect(await user.readDocument(documentId)).toMatchObject({ version: 3, content: `${BASE}Mine.` });
    expect(await editor.text()).toBe(`${BASE}Mine.`);
});

test('Take Theirs can be undone [BY-01]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
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

test('an editor without unsaved text reloads a document that changed elsewhere', async ({ signedIn, user }) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await signedIn.openCloudDocument('notes.md');
    await expect(editor.lines).toHaveText(BASE.trim());

    await user.saveDocument(id, 'Changed elsewhere.\n');
    await signedIn.regainFocus();
    await expect(editor.lines).toHaveText('Changed elsewhere.');
    await editor.expectDirty(false);
});

test('an editor with unsaved text keeps it when the document changes elsewhere [FR-026]', async ({
    signedIn,
    user
}) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await signedIn.openCloudDocument('notes.md');
    await editor.append('Mine.');

    await user.saveDocument(id, 'Changed elsewhere.\n');
    const checked = signedIn.page.waitForResponse(/\/rpc\/list_documents/);
    await signedIn.regainFocus();
    await checked;
    await editor.save();
    await expect(signedIn.conflictDialog.root).toBeVisible();
    await signedIn.conflictDialog.choose('Cancel');
    expect(await editor.text()).toBe(`${BASE}Mine.`);
});
