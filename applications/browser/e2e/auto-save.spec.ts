// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

const BASE = 'The text before both changes.\n';
const AUTO_SAVE = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };

test('AutoSave saves a cloud document when the user pauses, and the status bar says so [FR-096, FR-097, FR-098]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user
}) => {
    const shell = await openBrowser(await startBackend(cloudVariables, AUTO_SAVE));
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', '');
    const editor = await shell.openCloudDocument('notes.md');
    await expect(shell.syncStatus).toContainText(/Saved to the cloud at \d/);
    await editor.append('one');
    await expect(shell.syncStatus).toContainText('Unsaved changes');
    await editor.expectDirty(false);
    await expect(shell.syncStatus).toContainText(/Saved to the cloud at \d/);
    await shell.screenshot('auto-saved');
    await user.expectDocument(id, { content: 'one' });
    await editor.append(' two');
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'one two' });

    await shell.openFile('pipeline.yaml');
    await expect(shell.syncStatus).toHaveCount(0);
});

test('AutoSave never saves a text as another user, and says whose it is [FR-098]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user,
    stranger,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/net::ERR_/);
    await stranger.signUp();
    await user.setTier('pro');
    const { id } = await user.createDocument('notes.md', 'one\n', 'markdown');
    await user.shareDocument(id, stranger.email, 'edit');
    const shell = await openBrowser(await startBackend(cloudVariables, AUTO_SAVE));
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');
    const other = await shell.openWindow();
    await shell.page.bringToFront();
    await shell.page.route(/rpc\/save_document/, route => route.abort());
    await editor.append('typed by the owner');
    await expect(shell.syncStatus).toContainText('Sync pending');
    await other.signOut();
    await other.expectSignedOut();
    await other.signIn(stranger);
    await shell.page.bringToFront();
    await shell.page.unroute(/rpc\/save_document/);
    await expect(shell.account.entry).toContainText(stranger.email);
    const refusal = shell.notifications.toast(`${user.email} typed this text`);
    await expect(refusal).toBeVisible();
    await expect(shell.syncStatus).toContainText('Not saved');
    await shell.screenshot('auto-save-of-another-user');
    await shell.notifications.close(`${user.email} typed this text`);
    await editor.save();
    await expect(refusal).toBeVisible();
    await user.expectDocument(id, { version: 1, content: 'one\n' });
    await editor.expectText('one\ntyped by the owner');
});

test('an AutoSave without a connection is pending, and is repeated when the connection is back [FR-098, FR-099]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    link,
    user
}) => {
    const backend = await startBackend({ ...cloudVariables, SUPABASE_URL: link.address }, AUTO_SAVE);
    const shell = await openBrowser(backend);
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', '');
    const editor = await shell.openCloudDocument('notes.md');
    await link.cut();
    await editor.append('typed offline');
    await expect(shell.syncStatus).toContainText('Sync pending');
    await editor.append(', and more');
    await shell.screenshot('sync-pending');
    await expect(shell.notifications.toasts).toHaveCount(0);
    await editor.expectDirty(true);
    await link.restore();
    await shell.comeOnline();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'typed offline, and more' });
});

test('an AutoSave whose connection is cut before its answer comes saves the text once, and is no conflict [FR-099, BY-01]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const backend = await startBackend({ ...cloudVariables, SUPABASE_URL: link.address }, AUTO_SAVE);
    const shell = await openBrowser(backend);
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    const cutBeforeAnswer = async (): Promise<void> => {
        await shell.page.route(
            /rpc\/save_document/,
            async route => {
                await route.fetch();
                await link.cut();
                await route.abort('connectionreset');
            },
            { times: 1 }
        );
    };
    const reconnect = async (): Promise<void> => {
        await link.restore();
        await shell.comeOnline();
    };

    await cutBeforeAnswer();
    // In one step: AutoSave could save a part of what is typed by keys.
    await editor.replaceText(`${BASE}One. `);
    await expect(shell.syncStatus).toContainText('Sync pending');
    await user.expectDocument(id, { version: 2, content: `${BASE}One. ` });
    await reconnect();
    await editor.expectDirty(false);
    await expect(shell.syncStatus).toContainText(/Saved to the cloud at \d/);
    await user.expectDocument(id, { version: 2, content: `${BASE}One. ` });

    // What is typed on the same line while the connection is away is no conflict with the own earlier text.
    await cutBeforeAnswer();
    await editor.append('Two. ');
    await expect(shell.syncStatus).toContainText('Sync pending');
    await editor.append('Three.');
    await reconnect();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${BASE}One. Two. Three.` });
    await editor.expectText(`${BASE}One. Two. Three.`);
    await expect(editor.conflictBar).toHaveCount(0);
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await expect(shell.notifications.toasts).toHaveCount(0);
});

test('a conflict that AutoSave finds opens no dialog, and AutoSave waits for the decision [BY-01]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const shell = await openBrowser(await startBackend(cloudVariables, AUTO_SAVE));
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    // A clean editor follows the cloud. So the other save comes while the text is on its way.
    const save = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await editor.append('Mine.');
    await save.reached;
    await user.saveDocument(id, `${BASE}Theirs.`);
    save.release();
    await expect(editor.conflictBar).toBeVisible();
    await expect(shell.syncStatus).toContainText('Conflict');
    await expect.poll(() => editor.hasFocus()).toBe(true);
    await shell.page.keyboard.type(' And more.');
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await user.expectDocument(id, { version: 2, content: `${BASE}Theirs.` });

    await shell.syncStatus.click();
    await expect(shell.conflictDialog.root).toBeVisible();
    await shell.screenshot('conflict-dialog');
    await shell.conflictDialog.choose('Overwrite');
    await editor.expectDirty(false);
    await expect(editor.conflictBar).toHaveCount(0);
    await user.expectDocument(id, { content: `${BASE}Mine. And more.` });
    await editor.append(' Saved by AutoSave.');
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${BASE}Mine. And more. Saved by AutoSave.` });
});

test('closing an editor saves a text that AutoSave has not saved yet, without a question [FR-096]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user
}) => {
    const late = { ...AUTO_SAVE, 'sanyam.autoSave.delay': 600_000 };
    const shell = await openBrowser(await startBackend(cloudVariables, late));
    await shell.signIn(user);
    const texts = ['one.md', 'two.md', 'three.md'];
    const documents = await Promise.all(texts.map(name => user.createDocument(name, '')));
    const contents = async () => Promise.all(documents.map(async ({ id }) => (await user.readDocument(id)).content));
    const one = await shell.openCloudDocument('one.md');
    await one.append('one');
    await one.close();
    await expect(one.tab).toHaveCount(0);
    await expect.poll(contents).toEqual(['one', '', '']);

    for (const name of ['two.md', 'three.md']) {
        await (await shell.openCloudDocument(name)).append(name);
    }
    await shell.runCommand('Close All Tabs in Main Area');
    await expect(shell.page.locator('#theia-main-content-panel .lm-TabBar-tab')).toHaveCount(0);
    await expect(shell.page.locator('.dialogBlock')).toHaveCount(0);
    expect(await contents()).toEqual(['one', 'two.md', 'three.md']);
});

test('closing an editor asks when its text cannot be saved, and keeps the text [FR-096]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const shell = await openBrowser(
        await startBackend(cloudVariables, { ...AUTO_SAVE, 'sanyam.autoSave.delay': 600_000 })
    );
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    const save = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await editor.append('Mine.');
    await editor.close();
    await save.reached;
    await user.saveDocument(id, `${BASE}Theirs.`);
    save.release();
    await expect(shell.page.locator('.dialogBlock')).toContainText('notes.md');
    await shell.screenshot('close-unsaved');
    await shell.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await editor.expectDirty(true);
    await editor.expectText(`${BASE}Mine.`);
});

test('the notice of a failed save goes when AutoSave has saved the text', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    link,
    user
}) => {
    const backend = await startBackend({ ...cloudVariables, SUPABASE_URL: link.address }, AUTO_SAVE);
    const shell = await openBrowser(backend);
    await shell.signIn(user);
    await user.createDocument('notes & <b>.md', '');
    const editor = await shell.openCloudDocument('notes & <b>.md');
    await link.cut();
    await editor.append('typed offline');
    await editor.save();
    const notice = shell.notifications.toast('Could not save “notes & <b>.md”');
    await expect(notice).toBeVisible();
    await link.restore();
    await shell.comeOnline();
    await editor.expectDirty(false);
    await expect(notice).toHaveCount(0);
});

test('files.autoSave saves local files, and leaves cloud documents alone', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user,
    workspace
}) => {
    const settings = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 };
    const shell = await openBrowser(await startBackend(cloudVariables, settings));
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', '');
    const document = await shell.openCloudDocument('notes.md');
    await document.append('not saved');
    const file = await shell.openFile('pipeline.yaml');
    await file.append('# saved');
    await file.expectDirty(false);
    await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toContain('# saved');
    await document.expectDirty(true);
    await user.expectDocument(id, { version: 1 });
});
