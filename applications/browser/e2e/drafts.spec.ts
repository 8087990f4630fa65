// SPDX-License-Identifier: MIT

import { BrowserProfile } from './fixtures/browser-profile.js';
import { Hold } from './fixtures/hold.js';
import { expectAllKept, expectKept, keptDrafts } from './fixtures/kept-drafts.js';
import { readStoredData } from './fixtures/stored-data.js';
import { expect, test } from './fixtures/test.js';
import { Shell } from './pages/shell.js';

const OFFER = 'Sanyam has kept unsaved text of “notes.md”';
const BASE = 'one\ntwo\nthree\n';

test('text that is typed when the browser is killed is offered, restored and saved [BY-02]', async ({
    playwright,
    browserName,
    ide,
    user,
    workspace
}) => {
    const { id } = await user.createDocument('notes.md', '');
    const killed = await BrowserProfile.launch(playwright[browserName]);
    const typed = 'The quick brown fox jumps over the lazy dog. '.repeat(20);
    let again: BrowserProfile | undefined;
    try {
        const shell = new Shell(await killed.newPage(ide.address));
        await shell.open(ide.address, workspace.folder);
        await shell.signIn(user);
        const editor = await shell.openCloudDocument('notes.md');
        await editor.focus();
        const typing = shell.page.keyboard.type(typed, { delay: 20 }).catch(() => undefined);
        await expectKept(shell.page, []);
        await expectKept(shell.page, await keptDrafts(shell.page));
        await killed.kill();
        await typing;

        again = await BrowserProfile.launch(playwright[browserName], killed.folder);
        const restarted = new Shell(await again.context.newPage());
        await restarted.open(ide.address, workspace.folder);
        await expect(restarted.notifications.toast(OFFER)).toBeVisible();
        await restarted.screenshot('draft-offered');
        await restarted.notifications.choose(OFFER, 'Restore');
        const restored = await restarted.editor('notes.md');
        await restored.expectDirty(true);
        const text = await restored.text();
        expect(text.length).toBeGreaterThan(0);
        expect(typed.startsWith(text)).toBe(true);
        await restarted.screenshot('draft-restored');
        await restored.save();
        await restored.expectDirty(false);
        await user.expectDocument(id, { version: 2, content: text });
        await expect.poll(() => keptDrafts(restarted.page)).toEqual([]);
    } finally {
        await (again ?? killed).remove();
    }
});

test('text that is typed while Revert File waits for the cloud stays unsaved, and is kept [BY-02]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', 'one\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('two');
    await editor.save();
    await editor.expectDirty(false);
    await editor.append(' three');
    const hold = await Hold.requests(shell.page, /rpc\/read_document/);
    await shell.runCommand('File: Revert File');
    await hold.reached;
    await editor.append(' typed meanwhile');
    hold.release();
    await expect(shell.notifications.toast('Could not revert “notes.md”')).toBeVisible();
    await shell.screenshot('revert-gave-way');
    await editor.expectDirty(true);
    await expect(shell.syncStatus).toContainText('Unsaved changes');
    await expectKept(shell.page, []);
    await editor.save();
    await editor.expectDirty(false);
    expect((await user.readDocument(id)).content).toBe('one\ntwo three typed meanwhile');

    await editor.append(' gone');
    await shell.runCommand('File: Revert File');
    await editor.expectDirty(false);
    await editor.expectText('one\ntwo three typed meanwhile');
});

test('Revert File without a connection keeps the unsaved text, and says so [BY-02]', async ({
    shellOnLink: shell,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/reach/);
    await user.createDocument('notes.md', 'one\n');
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('two');
    await editor.save();
    await editor.expectDirty(false);
    await editor.append(' three');
    await link.cut();
    await shell.runCommand('File: Revert File');
    await expect(shell.notifications.toast('Could not revert “notes.md”')).toBeVisible();
    await editor.expectDirty(true);
    await editor.expectText('one\ntwo three');
});

test('a draft goes when its text is saved, undone or discarded [BY-02]', async ({ signedIn: shell, user }) => {
    await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('saved');
    await expectKept(shell.page, []);
    expect((await readStoredData(shell.page)).text).not.toContain('saved');
    await editor.save();
    await editor.expectDirty(false);
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);

    await editor.append('x');
    await expectKept(shell.page, []);
    await editor.undo();
    await editor.expectDirty(false);
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);

    await editor.append('kept');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await shell.reload();
    await expect(shell.notifications.toast(OFFER)).toBeVisible();
    await shell.notifications.choose(OFFER, 'Discard');
    await shell.page.locator('.dialogBlock').getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);
});

test('a draft that is older than the version in the cloud is merged, or meets the choices of a conflict [BY-02]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('mine');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await user.saveDocument(id, BASE.replace('one', 'ONE'));
    await shell.reload();
    await shell.notifications.choose(OFFER, 'Restore');
    await editor.expectDirty(true);
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${BASE.replace('one', 'ONE')}mine` });

    await editor.append(' again');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await user.saveDocument(id, `${BASE.replace('one', 'ONE')}theirs`);
    await shell.reload();
    await shell.notifications.choose(OFFER, 'Restore');
    await expect(editor.conflictBar).toBeVisible();
    await shell.screenshot('draft-conflict');
    await editor.conflictBar.getByRole('button', { name: 'Overwrite' }).click();
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${BASE.replace('one', 'ONE')}mine again` });
});

test('unsaved text survives a reload while the cloud is away, and a session that has expired, and is saved afterwards [BY-02]', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/reach|status of 40[01]/);
    const { id } = await user.createDocument('notes.md', BASE);
    const autoSave = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };
    const shell = await openBrowser(await startBackend({ ...cloudVariables, SUPABASE_URL: link.address }, autoSave));
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('notes.md');
    await link.cut();
    await editor.append('offline');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await shell.reload();
    await expect(editor.tab).toHaveCount(1);
    await shell.notifications.choose(OFFER, 'Restore');
    const failure = shell.notifications.toast('Could not restore the text of “notes.md”');
    await expect(failure).toContainText('Could not reach the cloud');
    await shell.screenshot('draft-while-the-cloud-is-away');
    expect(await keptDrafts(shell.page)).toHaveLength(1);
    await link.restore();
    await shell.comeOnline();
    await expect(shell.onlineStatus).toHaveCount(0);
    await shell.notifications.choose('Could not restore the text of “notes.md”', 'Retry');
    await user.expectDocument(id, { version: 2, content: `${BASE}offline` });
    await editor.expectDirty(false);
    await editor.expectText(`${BASE}offline`);
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);

    // The server no longer knows the session.
    await shell.page.route(/rpc\/save_document/, route =>
        route.fulfill({ status: 401, json: { message: 'JWT expired' } })
    );
    await shell.page.route(/auth\/v1\/token\?grant_type=refresh_token/, route =>
        route.fulfill({ status: 400, json: { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' } })
    );
    await editor.append(', expired');
    await expect(shell.notifications.toast('Your session has expired, or was ended on another device.')).toBeVisible();
    await expectAllKept(shell.page);
    expect(await keptDrafts(shell.page)).toHaveLength(1);
    await shell.page.unrouteAll();
    await shell.reload();
    await shell.expectSignedOut();
    await expect(shell.notifications.toast(OFFER)).toHaveCount(0);
    await shell.signIn(user);
    await shell.notifications.choose(OFFER, 'Restore');
    await user.expectDocument(id, { version: 3, content: `${BASE}offline, expired` });
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);
});

test('no draft of a user is left after they sign out, and another user is offered none [BY-02]', async ({
    signedIn: shell,
    user,
    stranger
}) => {
    await stranger.signUp();
    await user.createDocument('notes.md', BASE);
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await shell.reload();
    await expect(shell.notifications.toast(OFFER)).toBeVisible();
    await shell.signOut();
    await shell.expectSignedOut();
    await expect.poll(() => keptDrafts(shell.page)).toEqual([]);
    await shell.reload();
    await shell.signIn(stranger);
    await shell.runCommand('Sanyam: Restore Unsaved Text');
    await expect(shell.notifications.toast('There is no unsaved text to restore.')).toBeVisible();
});

test('the text of an untitled document survives a reload, also without a cloud [BY-02]', async ({
    openBrowser,
    ideWithoutCloud
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    await shell.runCommand('File: New Untitled Text File');
    const editor = await shell.editor('Untitled-1');
    await editor.append('not in any file');
    await expectKept(shell.page, []);
    await expectAllKept(shell.page);
    await shell.reload();
    const offer = 'Sanyam has kept unsaved text of “Untitled-1”';
    await shell.notifications.close(offer);
    await shell.runCommand('Sanyam: Restore Unsaved Text');
    await shell.quickInput.option('Untitled-1').click();
    const restored = await shell.editor('Untitled-1');
    await restored.expectDirty(true);
    await restored.expectText('not in any file');
    await expect(restored.tab).toHaveCount(1);
});
