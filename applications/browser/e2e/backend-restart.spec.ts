// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

const OFFLINE = 'The IDE has lost the connection to its backend.';
const RESTARTED = 'The IDE is connected to its backend again, which was restarted.';

/** The browser logs each request that fails while the backend is away, or has another connection token. */
test.beforeEach(({ consoleWatch }) =>
    consoleWatch.expectErrors(
        /net::ERR_/,
        /reconnecting channel/,
        /status of 403 \(Forbidden\) \(http:\/\/127\.0\.0\.1:\d+\/socket\.io\//
    )
);

test('an open page finds its backend again after each restart, keeps unsaved text, and can save it to files and to the cloud', async ({
    startBackend,
    cloudVariables,
    openBrowser,
    user,
    workspace
}) => {
    // Two restarts, and all that follows each.
    test.slow();
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const backend = await startBackend(cloudVariables);
    const shell = await openBrowser(backend);
    await shell.signIn(user);
    const notes = await shell.openCloudDocument('notes.md');
    await notes.append('in the cloud');
    const file = await shell.openFile('pipeline.yaml');
    const before = await readFile(workspace.path('pipeline.yaml'), 'utf8');

    for (const round of ['first', 'second']) {
        await file.append(`# ${round}\n`);
        await shell.expectEditorWorker();
        await backend.shutDown();
        await expect(shell.notifications.toast(OFFLINE)).toBeVisible();
        await expect(shell.connectionStatus).toHaveText('IDE disconnected — local files cannot be saved');
        await file.save();
        await expect(shell.notifications.toast('Could not save “pipeline.yaml”.')).toBeVisible();
        await file.expectDirty(true);
        await shell.screenshot('backend-away');

        await writeFile(workspace.path(`while-away-${round}.txt`), 'new\n');
        await backend.startAgain();
        await expect(shell.notifications.toast(RESTARTED)).toBeVisible();
        await expect(shell.page.locator('#files').getByText(`while-away-${round}.txt`)).toBeVisible();
        await expect(shell.notifications.toast(OFFLINE)).toHaveCount(0);
        await expect(shell.connectionStatus).toHaveCount(0);
        await shell.screenshot('backend-restarted');
        await shell.notifications.close(RESTARTED);
        await expect.poll(() => file.text()).toContain(`# ${round}\n`);
        await file.save();
        await file.expectDirty(false);
        await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toBe(await file.text());
    }
    await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toBe(`${before}# first\n# second\n`);

    await writeFile(workspace.path('made-outside.txt'), 'new\n');
    await expect(shell.page.locator('#files').getByText('made-outside.txt')).toBeVisible();
    await writeFile(workspace.path('pipeline.yaml'), 'changed: outside\n');
    await expect(file.lines).toHaveText('changed: outside');
    await shell.runCommand('Create New Terminal');
    await shell.terminal.run('touch from-terminal');
    await expect.poll(() => existsSync(workspace.path('from-terminal'))).toBe(true);

    await notes.tab.click();
    await notes.expectText('# Notes\nin the cloud');
    await notes.save();
    await notes.expectDirty(false);
    await user.expectDocument(id, { content: '# Notes\nin the cloud' });
});

test('every way to save a local file says that there is no backend, names the file, and keeps its text', async ({
    startBackend,
    cloudVariables,
    openBrowser,
    consoleWatch,
    workspace
}) => {
    const backend = await startBackend(cloudVariables);
    const shell = await openBrowser(backend);
    const file = await shell.openFile('pipeline.yaml');
    const before = await readFile(workspace.path('pipeline.yaml'), 'utf8');
    await file.append('# unsaved\n');
    await shell.expectEditorWorker();
    await backend.shutDown();
    await expect(shell.notifications.toast(OFFLINE)).toBeVisible();
    // Theia logs why a file was not saved.
    consoleWatch.expectErrors(/Could not save pipeline\.yaml\./);
    const notice = 'Could not save “pipeline.yaml”.';
    const question = shell.page.locator('.dialogBlock');
    for (const command of ['File: Save All', 'View: Close All Tabs in Main Area']) {
        await shell.runCommand(command);
        if (command.includes('Close')) {
            await question.getByRole('button', { name: 'Save', exact: true }).click();
            await expect(shell.notifications.toast(notice)).toBeVisible();
            // The text is still unsaved, so Theia asks again.
            await question.getByRole('button', { name: 'Cancel' }).click();
        }
        await expect(shell.notifications.toast(notice)).toBeVisible();
        await shell.notifications.close(notice);
        await file.expectDirty(true);
    }
    await backend.startAgain();
    await expect(shell.notifications.toast(RESTARTED)).toBeVisible();
    await file.save();
    await file.expectDirty(false);
    await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toBe(`${before}# unsaved\n`);
});

test('cloud documents can be saved while the backend of the IDE is away', async ({
    startBackend,
    cloudVariables,
    openBrowser,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const backend = await startBackend(cloudVariables);
    const shell = await openBrowser(backend);
    await shell.signIn(user);
    const notes = await shell.openCloudDocument('notes.md');
    await notes.append('without a backend');
    await shell.expectEditorWorker();
    await backend.shutDown();
    await expect(shell.notifications.toast(OFFLINE)).toBeVisible();
    await notes.save();
    await notes.expectDirty(false);
    await user.expectDocument(id, { version: 2, content: '# Notes\nwithout a backend' });
});
