// SPDX-License-Identifier: MIT

import { SlowCloud } from './fixtures/slow-cloud.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';
import type { TextEditor } from './pages/text-editor.js';

/** Expects that what is typed shows, and the palette finds a command. */
async function expectAlive(shell: Shell, editor: TextEditor, text: string): Promise<void> {
    await editor.append(text);
    await expect(editor.lines).toContainText(text);
    await shell.page.keyboard.press('F1');
    await shell.quickInput.fill('>Sanyam: Show History');
    await expect(shell.quickInput.option('Sanyam: Show History')).toBeVisible();
    await shell.quickInput.cancel();
    await expect(shell.quickInput.widget).toBeHidden();
}

test('the IDE is alive while each answer of the cloud takes 2 s, and says what it waits for', async ({
    shell,
    user,
    cloud
}) => {
    const { id } = await user.createDocument('notes.md', 'one\n', 'plaintext', 'folder');
    const { cloudView: view, page } = shell;
    const slow = await SlowCloud.of(page, cloud.supabaseUrl);
    const file = await shell.openFile('pipeline.yaml');
    await view.open();

    let release = slow.hold(/rpc\/list_documents/);
    await shell.signIn(user);
    await expect(view.notice).toContainText('Loading your cloud documents…');
    await shell.screenshot('slow-cloud-loading');
    await expectAlive(shell, file, 'typed while the list loads');
    release();
    await expect(view.row('folder')).toBeVisible();

    release = slow.hold(/rpc\/read_document/);
    await view.expand('folder');
    await view.row('notes.md').click();
    await view.expand('Trash');
    await expectAlive(shell, file, ' and while a document opens');
    release();
    const editor = await shell.editor('notes.md');
    await expect(editor.lines).toContainText('one');

    release = slow.hold(/rpc\/save_document/);
    await editor.append('two');
    await editor.save();
    await expect(shell.syncStatus).toContainText('Saving…');
    await shell.screenshot('slow-cloud-saving');
    await expectAlive(shell, editor, ' three');
    await editor.expectDirty(true);
    release();
    await editor.save();
    await editor.expectDirty(false);
    await expect(shell.syncStatus).toContainText(/Saved to the cloud at \d/);
    await user.expectDocument(id, { content: 'one\ntwo three' });
    await expect(shell.onlineStatus).toHaveCount(0);
});
