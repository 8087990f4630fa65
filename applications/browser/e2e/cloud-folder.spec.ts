// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';
import type { TestUser } from './fixtures/test-user.js';

async function createTree(user: TestUser): Promise<void> {
    await user.setTier('pro');
    for (const [name, folder] of [
        ['top.md', ''],
        ['a.dsl', 'models'],
        ['b.dsl', 'models/shared']
    ] as const) {
        await user.createDocument(name, `text of ${name}\n`, 'plaintext', folder);
    }
}

test('a cloud folder is the workspace: its tree is in the Explorer, and Go to File finds its documents [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    await shell.runCommand('Sanyam: Open Cloud Folder');
    await expect(shell.quickInput.option('models/shared')).toContainText('1 document');
    await shell.screenshot('open-cloud-folder');
    await shell.quickInput.cancel();
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await expect(explorer.title).toContainText('My Documents');
    await expect.poll(() => explorer.names()).toEqual(['models', 'top.md']);
    await explorer.expand('models');
    await explorer.expand('shared');
    await expect.poll(() => explorer.names()).toEqual(['models', 'shared', 'b.dsl', 'a.dsl', 'top.md']);
    await shell.screenshot('cloud-folder');

    await shell.page.keyboard.press('Control+p');
    await shell.quickInput.fill('bdsl');
    await expect(shell.quickInput.option('b.dsl')).toContainText('models/shared');
    await shell.screenshot('cloud-folder-go-to-file');
    await shell.quickInput.choose('b.dsl');
    const editor = await shell.editor('b.dsl');
    await editor.expectText('text of b.dsl\n');
});

test('the list of cloud folders has its first row active when it is complete, and Enter opens that folder [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    await shell.runCommand('Sanyam: Open Cloud Folder');
    await expect(shell.quickInput.option('models/shared')).toBeVisible();
    await expect(shell.quickInput.widget.locator('.monaco-list-row.focused')).toContainText('My Documents');
    const restarted = shell.page.waitForEvent('load');
    await shell.quickInput.accept();
    await restarted;
    await shell.waitUntilReady();
    await shell.explorer.open();
    await expect(shell.explorer.title).toContainText('My Documents');
});

test('a folder of the tree is the workspace, also after a reload, and keeps its editors [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    const { explorer } = shell;
    await shell.openCloudFolder('models/shared');
    await expect(explorer.title).toContainText('shared');
    await expect.poll(() => explorer.names()).toEqual(['b.dsl']);
    await explorer.row('b.dsl').click();
    await shell.editor('b.dsl');

    await shell.reload();
    await explorer.open();
    await expect.poll(() => explorer.names()).toEqual(['b.dsl']);
    await shell.editor('b.dsl');
});

test('documents and folders are made, renamed and moved in the Explorer as on the disk [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await explorer.expand('models');

    await explorer.choose('models', 'New File...');
    await explorer.answer('new.dsl');
    const editor = await shell.editor('new.dsl');
    await editor.append('new text');
    await editor.save();
    await editor.expectDirty(false);
    await expect(explorer.row('new.dsl')).toBeVisible();
    expect(await user.pathsOfDocuments()).toContain('models/new.dsl');

    await explorer.choose('models', 'New Folder...');
    await explorer.answer('empty');
    await expect(explorer.row('empty')).toBeVisible();
    await explorer.drag('new.dsl', 'empty');
    await expect.poll(() => user.pathsOfDocuments()).toContain('models/empty/new.dsl');

    await explorer.row('top.md').click();
    await shell.editor('top.md');
    await explorer.row('top.md').click();
    await shell.page.keyboard.press('F2');
    await explorer.answer('first.md');
    await expect(explorer.row('first.md')).toBeVisible();
    await expect(explorer.row('top.md')).toHaveCount(0);
    await shell.editor('first.md');

    await explorer.choose('models', 'Rename');
    await explorer.answer('designs');
    await expect
        .poll(() => user.pathsOfDocuments())
        .toEqual(['designs/a.dsl', 'designs/empty/new.dsl', 'designs/shared/b.dsl', 'first.md']);
});

test('the settings in a cloud folder do not count, because other users can write them', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    for (const folder of ['models/.theia', 'models/.vscode']) {
        await user.createDocument('settings.json', '{ "editor.lineNumbers": "off" }', 'json', folder);
    }
    await shell.openCloudFolder('models');
    await shell.explorer.row('a.dsl').dblclick();
    await shell.editor('a.dsl');
    await expect(shell.page.locator('.monaco-editor .line-numbers').first()).toHaveText('1');
});

test('documents and folders are copied, uploaded and deleted in the Explorer, and Undo takes the deletion back [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await explorer.expand('models');
    // A click opens the document, and its editor takes the keyboard for a moment when it appears.
    await explorer.row('top.md').click();
    await shell.editor('top.md');
    await explorer.row('top.md').click();
    await shell.page.keyboard.press('Control+c');
    await expect.poll(() => shell.page.evaluate(() => navigator.clipboard.readText())).toContain('top.md');
    await explorer.row('models').click();
    await shell.page.keyboard.press('Control+v');
    await expect.poll(() => user.pathsOfDocuments()).toContain('models/top.md');

    await explorer.dropFiles([{ name: 'dropped.md', text: 'dropped\n' }], 'models');
    await expect.poll(() => user.pathsOfDocuments()).toContain('models/dropped.md');

    await explorer.choose('models', 'Delete');
    await shell.screenshot('cloud-folder-delete');
    await explorer.confirm();
    await expect(shell.notifications.toast('Moved 4 documents to the trash.')).toBeVisible();
    await expect(explorer.row('models')).toHaveCount(0);
    await shell.notifications.choose('Moved 4 documents to the trash.', 'Undo');
    await expect(explorer.row('models')).toBeVisible();
    await expect.poll(() => user.pathsOfDocuments()).toHaveLength(5);
});

test('a deletion in the Explorer leaves unsaved text in its editor [BY-04]', async ({ signedIn: shell, user }) => {
    await createTree(user);
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await explorer.expand('models');
    await explorer.row('a.dsl').click();
    await shell.editor('a.dsl');
    await explorer.row('top.md').click();
    const editor = await shell.editor('top.md');
    await editor.append('unsaved');
    for (const name of ['models', 'top.md']) {
        await explorer.choose(name, 'Delete');
        await explorer.confirm();
        await expect(explorer.row(name)).toHaveCount(0);
    }
    await expect(shell.page.locator('.lm-TabBar-tab').filter({ hasText: 'a.dsl' })).toHaveCount(0);
    await editor.expectText('text of top.md\nunsaved');
});

test('what others do appears in the Explorer, and a signed-out user is asked to sign in [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await createTree(user);
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await expect(explorer.row('top.md')).toBeVisible();
    const { id } = await user.createDocument('elsewhere.md', 'text\n');
    await shell.regainFocus();
    await expect(explorer.row('elsewhere.md')).toBeVisible();
    await user.trashDocument(id);
    await shell.regainFocus();
    await expect(explorer.row('elsewhere.md')).toHaveCount(0);

    await shell.signOut();
    await shell.expectSignedOut();
    await expect(explorer.notice).toContainText('Sign in to see your cloud folder.');
    await expect(explorer.rows).toHaveCount(0);
    await shell.reload();
    await explorer.open();
    await expect(explorer.notice).toContainText('Sign in to see your cloud folder.');
    await shell.screenshot('cloud-folder-signed-out');
    await explorer.notice.getByRole('button', { name: 'Sign In' }).click();
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await expect(explorer.row('top.md')).toBeVisible();
});

test('the Explorer takes the names that the cloud has, also those that Windows forbids [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('here.md', 'text\n', 'markdown', 'notes');
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await explorer.expand('notes');
    await explorer.choose('notes', 'New File...');
    await explorer.answer('Why?.md');
    await expect(explorer.row('Why?.md')).toBeVisible();
    await explorer.choose('Why?.md', 'Rename');
    await explorer.answer('Meeting 10:30.md');
    await expect(explorer.row('Meeting 10:30.md')).toBeVisible();
    await explorer.choose('notes', 'New Folder...');
    await explorer.answer('a:b');
    await expect(explorer.row('a:b')).toBeVisible();
    expect((await user.listDocuments()).map(({ name }) => name).sort()).toEqual(['Meeting 10:30.md', 'here.md']);
});
