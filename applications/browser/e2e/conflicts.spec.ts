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
    await mine.expectText(`${BASE}Mine.`);
    await mine.expectDirty(true);
    await theirs.expectText(`${BASE}Theirs.`);
    await user.expectDocument(id, { version: 2, content: `${BASE}Theirs.` });
});

test('closing the dialog leaves the keyboard to the text, also from the status bar [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { editor } = await causeConflict(user, shell);
    await shell.page.keyboard.press('Escape');
    await shell.page.keyboard.type(' One.');
    await editor.save();
    await shell.conflictDialog.choose('Cancel');
    await shell.page.keyboard.type(' Two.');
    await shell.syncStatus.click();
    await expect(shell.conflictDialog.root).toBeVisible();
    await shell.page.keyboard.press('Escape');
    await shell.page.keyboard.type(' Three.');
    await editor.expectText(`${BASE}Mine. One. Two. Three.`);
});

test('Compare shows both texts, also above each other, and Overwrite saves the next version [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await expect(shell.diffEditor.right).toContainText('Mine.');
    const question = 'Which version of “notes.md” do you want to keep?';
    await expect(shell.notifications.toast(question)).toBeVisible();
    await shell.screenshot('conflict-compare');
    await shell.page.setViewportSize({ width: 1024, height: 700 });
    await expect(shell.notifications.toast(question)).toContainText('how your text differs from version 2');
    await shell.screenshot('conflict-compare-1024');
    await user.expectDocument(documentId, { version: 2, content: `${BASE}Theirs.` });

    await shell.notifications.choose(question, 'Overwrite');
    await expect(shell.diffEditor.left).toBeHidden();
    await editor.expectDirty(false);
    await user.expectDocument(documentId, { version: 3, content: `${BASE}Mine.` });
});

test('Compare lets the user take the cloud version [BY-01]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Compare');
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await shell.notifications.choose('Which version of “notes.md” do you want to keep?', 'Take Theirs');
    await editor.expectDirty(false);
    await editor.expectText(`${BASE}Theirs.`);
    await user.expectDocument(documentId, { version: 2, content: `${BASE}Theirs.` });
});

test('Overwrite replaces the cloud version with the text in the editor [FR-026]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Overwrite');
    await editor.expectDirty(false);
    await user.expectDocument(documentId, { version: 3, content: `${BASE}Mine.` });
    await editor.expectText(`${BASE}Mine.`);
});

test('Take Theirs can be undone [BY-01]', async ({ signedIn: shell, user }) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Take Theirs');
    await expect(editor.lines).toContainText('Theirs.');
    await editor.expectDirty(false);
    await editor.expectText(`${BASE}Theirs.`);

    await editor.undo();
    await expect(editor.lines).toContainText('Mine.');
    await editor.expectText(`${BASE}Mine.`);
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(documentId, { version: 3, content: `${BASE}Mine.` });
});

test('Keep Mine as a Copy saves the text as another document, and the editor shows theirs [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { documentId, editor } = await causeConflict(user, shell);
    await shell.conflictDialog.choose('Keep Mine as a Copy');
    const copy = await shell.editor('notes copy.md');
    await copy.expectDirty(false);
    await expect(shell.cursorStatus).toContainText('Ln 2, Col 6');
    await expect(editor.tab.first()).not.toHaveClass(/theia-mod-dirty/);
    await user.expectDocument(await copy.documentId(), { content: `${BASE}Mine.` });
    await user.expectDocument(documentId, { version: 2, content: `${BASE}Theirs.` });

    // Two copies with one name could not be told apart, and `sanyam put -r` would save neither.
    await editor.tab.first().click();
    await editor.append('Mine again.');
    await user.saveDocument(documentId, 'Something else.');
    await editor.save();
    await shell.conflictDialog.choose('Keep Mine as a Copy');
    await (await shell.editor('notes copy 2.md')).expectDirty(false);
});

const LINES = 'one\ntwo\nthree\nfour\nfive\n';

test('changes that do not touch are merged and saved, the note shows what came in, and Undo takes it out [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', LINES);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('Mine.');
    await user.saveDocument(id, LINES.replace('one', 'ONE'));
    await editor.save();
    const note = 'You saved a newer version of “notes.md” in another window. Its changes are merged into your text.';
    await expect(shell.notifications.toast(note)).toBeVisible();
    await editor.expectDirty(false);
    await shell.screenshot('merged');
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await editor.expectText(`${LINES.replace('one', 'ONE')}Mine.`);
    await user.expectDocument(id, {
        version: 3,
        content: `${LINES.replace('one', 'ONE')}Mine.`
    });

    await shell.notifications.choose(note, 'Compare');
    await expect(shell.diffEditor.left).toContainText('one');
    await expect(shell.diffEditor.right).toContainText('ONE');
    await shell.screenshot('merged-compare');
    await shell.diffEditor.close('Before the Merge ↔ Now');
    await editor.append(' More.');
    await shell.notifications.choose(note, 'Undo');
    await editor.expectDirty(true);
    await editor.expectText(`${LINES}Mine. More.`);
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 4, content: `${LINES}Mine. More.` });
});

test('a merge is one step of Undo, and keeps byte order mark and line endings [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const base = '\uFEFFone\r\ntwo\nthree\r\nfour';
    const { id } = await user.createDocument('notes.md', base);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.prepend('My ');
    await user.saveDocument(id, `${base}\nfive`);
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, {
        version: 3,
        content: '\uFEFFMy one\r\ntwo\nthree\r\nfour\nfive'
    });
    await editor.undo();
    await expect(editor.lines).not.toContainText('five');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, {
        version: 4,
        content: '\uFEFFMy one\r\ntwo\nthree\r\nfour'
    });
});

test('the same text from two places is no conflict [BY-01]', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('Same.');
    await user.saveDocument(id, `${BASE}Same.`);
    await editor.save();
    await editor.expectDirty(false);
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await expect(shell.notifications.toasts).toHaveCount(0);
    await user.expectDocument(id, { version: 2 });
});

test('an editor with unsaved text shows a conflict before it saves, and lets the user decide later [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('Mine.');
    await user.saveDocument(id, `${BASE}Theirs.`);
    await shell.regainFocus();
    await expect(editor.conflictBar).toContainText(
        'You saved version 2 in another window. Your text is based on version 1.'
    );
    await editor.append(' More.');
    for (const width of [400, 1024, 1280]) {
        await shell.page.setViewportSize({ width, height: 800 });
        await expect(editor.conflictBar).toBeVisible();
        await shell.screenshot(`conflict-bar-${width}`);
    }
    await editor.expectText(`${BASE}Mine. More.`);
    await editor.conflictBar.getByRole('button', { name: 'Overwrite' }).click();
    await expect(editor.conflictBar).toHaveCount(0);
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 3, content: `${BASE}Mine. More.` });
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
    await editor.expectText(`${BASE}Mine.`);
});

test('the question of Compare goes when the user decides in the editor, and takes back nothing afterwards [BY-01]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('Mine.');
    await user.saveDocument(id, `${BASE}Theirs.`);
    await shell.regainFocus();
    await editor.conflictBar.getByRole('button', { name: 'Compare' }).click();
    const question = shell.notifications.toast('Which version of “notes.md” do you want to keep?');
    await expect(question).toBeVisible();
    await expect(shell.diffEditor.left).toContainText('Theirs.');
    await editor.tab.first().click();
    await editor.conflictBar.getByRole('button', { name: 'Take Theirs' }).click();
    await expect(question).toHaveCount(0);
    await expect(shell.diffEditor.left).toBeHidden();
    await expect(editor.tab).toHaveCount(1);
    await editor.append(' Typed since.');
    await editor.expectText(`${BASE}Theirs. Typed since.`);
});
