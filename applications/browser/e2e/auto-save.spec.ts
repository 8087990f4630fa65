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

test('an AutoSave without a connection is pending, and is repeated when the connection is back [FR-098, FR-099]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/net::ERR_/);
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
    await shell.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: 'typed offline, and more' });
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
    expect(await editor.hasFocus()).toBe(true);
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
