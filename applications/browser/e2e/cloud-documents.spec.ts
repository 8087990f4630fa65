// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('a local file is saved to the cloud, opened again after a reload, and changed [FR-017, FR-018, FR-019, FR-021]', async ({
    shell,
    stranger
}) => {
    await shell.screenshot('welcome');
    const local = await shell.openFile('calculator.jison');
    const text = await local.text();
    await shell.screenshot('local-file');

    await shell.runCommand('Save to Cloud');
    await shell.signInDialog.switchToSignUp();
    await shell.signInDialog.fill(stranger.email, stranger.password);
    await shell.screenshot('sign-up');
    await shell.signInDialog.submit('Sign Up');
    await expect(shell.account.entry).toContainText(stranger.email);

    await expect(shell.quickInput.field).toHaveValue('calculator.jison');
    await shell.screenshot('save-to-cloud-name');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Saved “calculator.jison” to the cloud')).toBeVisible();
    await shell.screenshot('saved-to-cloud');
    const cloud = await shell.editor('calculator.jison');
    const documentId = await cloud.documentId();
    await cloud.expectText(text);

    await shell.reload();
    await expect(shell.account.entry).toContainText(stranger.email);
    await shell.screenshot('after-reload');

    await shell.runCommand('View: Close All Tabs');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText([/calculator\.jison\s*jison · 2\.4 KB\s*Changed just now/]);
    await shell.screenshot('open-cloud-document');
    await shell.quickInput.choose('calculator.jison');
    const opened = await shell.editor('calculator.jison');
    expect(await opened.documentId()).toBe(documentId);

    await opened.append('// one more line');
    await opened.expectDirty(true);
    await shell.screenshot('cloud-document-dirty');
    await opened.save();
    await opened.expectDirty(false);

    await stranger.signIn();
    const row = await stranger.readDocument(documentId);
    expect(row).toMatchObject({
        name: 'calculator.jison',
        language_id: 'jison',
        version: 2,
        content: `${text}// one more line`
    });
});

test('an untitled document is saved to the cloud under the name that the user enters [FR-017]', async ({
    signedIn: shell,
    user
}) => {
    await shell.runCommand('New Untitled Text File');
    const untitled = await shell.editor('Untitled-1');
    await untitled.append('An idea.');
    await shell.saveToCloud('ideas.md');
    const editor = await shell.editor('ideas.md');
    await expect(untitled.tab).toHaveCount(0);
    await user.expectDocument(await editor.documentId(), {
        name: 'ideas.md',
        language_id: 'markdown',
        version: 1,
        content: 'An idea.'
    });
    await editor.append(' And another.');
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(await editor.documentId(), {
        version: 2,
        content: 'An idea. And another.'
    });
});

test('the list of cloud documents tells those of one name apart by their folders, and finds a path', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', 'a\n', 'markdown', 'work/plans');
    await user.createDocument('notes.md', 'b\n', 'markdown');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveCount(2);
    await shell.quickInput.fill('plans/notes');
    await expect(shell.quickInput.options).toHaveText([/^notes\.md\s*work\/plans · markdown/]);
    await shell.quickInput.accept();
    await (await shell.editor('notes.md')).expectText('a\n');
});

test('Save to Cloud shows its progress', async ({ signedIn: shell }) => {
    const hold = await Hold.requests(shell.page, /\/rpc\/create_document/);
    await shell.openFile('library.prisma');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saving “library.prisma” to the cloud…')).toBeVisible();
    await shell.screenshot('save-to-cloud-progress');
    hold.release();
    await expect(shell.notifications.toast('Saved “library.prisma” to the cloud')).toBeVisible();
    await expect(shell.notifications.toast('Saving “library.prisma” to the cloud…')).toHaveCount(0);
});

test('Save to Cloud leaves the local file unchanged on disk', async ({ signedIn: shell, workspace }) => {
    const before = await readFile(workspace.path('pipeline.yaml'), 'utf8');
    const local = await shell.openFile('pipeline.yaml');
    await local.append('# goes to the cloud only');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “pipeline.yaml” to the cloud')).toBeVisible();
    const cloud = await shell.editor('pipeline.yaml');
    expect(await cloud.uri()).toMatch(/^sanyam:/);
    await cloud.expectText(`${before}# goes to the cloud only`);
    await cloud.expectDirty(false);
    await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toBe(before);
});

test('Open Cloud Document offers to save the first document when the list is empty', async ({ signedIn: shell }) => {
    await shell.openFile('welcome.md');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText([
        /Save Your First Document to the Cloud…You have no cloud documents yet. Open a file/
    ]);
    await shell.screenshot('empty-list');
    await shell.quickInput.accept();
    await expect(shell.quickInput.field).toHaveValue('welcome.md');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Saved “welcome.md” to the cloud')).toBeVisible();
});

test('Open Cloud Document lists the newest change first and filters by name and language [FR-018]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('grammar.jison', '%%\n', 'jison');
    await user.createDocument('pipeline.yaml', 'steps: []\n', 'yaml');
    await user.createDocument('notes.md', '# Notes\n', 'markdown');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText([/^notes\.md/, /^pipeline\.yaml/, /^grammar\.jison/]);
    await shell.quickInput.fill('pipe');
    await expect(shell.quickInput.options).toHaveText([/^pipeline\.yaml/]);
    await shell.quickInput.fill('markdown');
    await expect(shell.quickInput.options).toHaveText([/^notes\.md/]);
    await shell.screenshot('list-filtered');
});

test('Save to Cloud rejects a reserved or invalid name while the user types', async ({ signedIn: shell }) => {
    await shell.openFile('welcome.md');
    await shell.runCommand('Save to Cloud');
    for (const [name, reason] of [
        ['assets', 'reserved'],
        ['a/b', 'cannot contain a slash'],
        ['', 'Enter a name']
    ] as const) {
        await shell.quickInput.fill(name);
        await expect(shell.quickInput.widget).toContainText(reason);
    }
    await shell.quickInput.cancel();
});
