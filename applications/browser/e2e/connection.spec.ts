// SPDX-License-Identifier: MIT

import { loseNextResponse } from './fixtures/lose-response.js';
import { expect, test } from './fixtures/test.js';

/** Milliseconds to wait for a tooltip before the mouse hovers again. The status bar can be drawn anew below it. */
const TOOLTIP_PATIENCE = 5_000;

test.beforeEach(({ consoleWatch }) => consoleWatch.expectErrors(/net::ERR_/));

test('a save that cannot reach the cloud says why, keeps the text, and is not repeated before the user retries [FR-087, FR-091]', async ({
    shellOnLink: shell,
    link,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await link.cut();
    await editor.save();
    const failure = shell.notifications.toast('Could not save “notes.md”');
    await expect(failure).toContainText(`Could not reach the cloud at ${new URL(link.address).host}.`);
    await shell.screenshot('cloud-unreachable');
    await editor.expectDirty(true);
    await editor.expectText('# Notes\nunsaved');

    const reconnected = shell.page.waitForResponse(/\/rpc\/list_documents/);
    await link.restore();
    await shell.regainFocus();
    await reconnected;
    await user.expectDocument(id, { version: 1, content: '# Notes\n' });
    await shell.notifications.choose('Could not save “notes.md”', 'Retry');
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: '# Notes\nunsaved' });
});

test('Save to Cloud creates one document when it is retried after a lost response', async ({
    signedIn: shell,
    user
}) => {
    await shell.openFile('pipeline.yaml');
    await loseNextResponse(shell.page, /\/rpc\/create_document/);
    await shell.saveToCloud();
    await shell.notifications.choose('Could not save “pipeline.yaml” to the cloud', 'Retry');
    await expect(shell.notifications.toast('Saved “pipeline.yaml” to the cloud')).toBeVisible();
    expect(await user.listDocuments()).toMatchObject([{ name: 'pipeline.yaml', version: 1 }]);
});

test('a save whose response was lost can be retried', async ({ signedIn: shell, user, consoleWatch }) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('typed');
    await loseNextResponse(shell.page, /\/rpc\/save_document/);
    await editor.save();
    await shell.notifications.choose('Could not save “notes.md”', 'Retry');
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: '# Notes\ntyped' });
});

test('without the cloud, the status bar says so, cloud commands say why they cannot run, and local files are saved [FR-085, FR-088, FR-089, FR-090]', async ({
    shellOnLink: shell,
    link,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    await shell.signIn(user);
    await expect(shell.onlineStatus).toHaveCount(0);
    const file = await shell.openFile('pipeline.yaml');
    await link.cut();
    await shell.runCommand('Open Cloud Document');
    await expect(shell.onlineStatus).toHaveText('Offline — changes saved locally only');

    await shell.runCommand('Open Cloud Document');
    const refusal = shell.notifications.toast('“Open Cloud Document…” needs the cloud.');
    await expect(refusal).toContainText(`Could not reach the cloud at ${new URL(link.address).host}.`);
    await file.append('# local\n');
    await file.save();
    await file.expectDirty(false);
    await shell.screenshot('offline');

    await link.restore();
    await expect(shell.onlineStatus).toHaveCount(0);
    await shell.notifications.choose(/needs the cloud/, 'Try Again');
    await shell.quickInput.choose('notes.md');
    await shell.editor('notes.md');
});

test('a tab of the last session whose first request is refused says why, and has its text soon after', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 429/);
    await user.createDocument('notes.md', '# Notes\n');
    await shell.openCloudDocument('notes.md');
    let isRefused = true;
    await shell.page.route(/\/rpc\/read_document/, route =>
        isRefused ? route.fulfill({ status: 429, body: '{}', contentType: 'application/json' }) : route.continue()
    );
    await shell.reload();
    const editor = await shell.editor('notes.md');
    const bar = shell.page.locator('.sanyam-editor-bar:visible');
    await expect(bar).toHaveText(/could not complete the request \(HTTP 429\).* Sanyam tries again by itself\.$/);
    await shell.screenshot('waiting-tab');
    isRefused = false;
    await expect(bar).toHaveCount(0);
    await editor.expectText('# Notes\n');
});

test('the account is no longer offline soon after the server is back, in a window that started without it', async ({
    shellOnLink: shell,
    link,
    user
}) => {
    await shell.signIn(user);
    await link.cut();
    await shell.reload();
    const tooltip = async (): Promise<string> => {
        await shell.welcomePage.root.hover();
        await shell.account.entry.hover();
        return shell.tooltip.innerText({ timeout: TOOLTIP_PATIENCE }).catch(() => '');
    };
    await expect.poll(tooltip).toBe(`Signed in as ${user.email}. The server cannot be reached now.`);
    await link.restore();
    await shell.comeOnline();
    await expect.poll(tooltip).toBe(`Signed in as ${user.email}`);
    await shell.screenshot('account-online-again');
});
