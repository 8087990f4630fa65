// SPDX-License-Identifier: MIT

import type { Download } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

const INDEX = 'sanyam-export.json';

/** Returns the texts in a zip by their paths. */
async function textsIn(file: string): Promise<Record<string, string>> {
    const files = unzipSync(await readFile(file));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

async function download(shell: Shell): Promise<Download> {
    const started = shell.page.waitForEvent('download');
    await shell.runCommand('Sanyam: Export My Documents');
    await shell.quickInput.choose('Download');
    return started;
}

test('a user downloads all documents as a zip with their folders [BY-08]', async ({ signedIn: shell, user }) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('notes.md', 'one', 'markdown', 'models/shared');
    await user.saveDocument(id, '# संयम\r\n😀');
    await user.createDocument('notes.md', 'at the top');
    await user.createDocument('NOTES.md', 'in capitals');
    await user.createDocument('what?: con.txt', 'for Windows');
    const gone = await user.createDocument('gone.md', 'in the trash');
    await user.trashDocument(gone.id);
    await user.shareDocument(id, 'someone@example.org', 'view');

    const file = await download(shell);
    expect(file.suggestedFilename()).toMatch(/^sanyam-export-\d{4}-\d\d-\d\d\.zip$/);
    await expect(shell.notifications.toast('Exported 5 documents to')).toBeVisible();
    await shell.screenshot('export');
    const { [INDEX]: index = '', ...texts } = await textsIn(await file.path());
    expect(texts).toEqual({
        'documents/models/shared/notes.md': '# संयम\r\n😀',
        'documents/notes.md': 'at the top',
        'documents/NOTES (2).md': 'in capitals',
        'documents/what%3F%3A con.txt': 'for Windows',
        'trash/gone.md': 'in the trash'
    });
    const { documents, missing } = JSON.parse(index) as Record<string, Record<string, unknown>[]>;
    const notes = documents?.find(document => document['id'] === id);
    expect(notes).toMatchObject({
        file: 'documents/models/shared/notes.md',
        shares: [{ email: 'someone@example.org', permission: 'view' }],
        versions: [{ version_number: 1 }, { version_number: 2 }]
    });
    expect(missing).toEqual([]);
});

test('a user saves the export in a folder of the IDE', async ({ signedIn: shell, user, workspace }) => {
    await user.createDocument('notes.md', 'text');
    await shell.runCommand('Sanyam: Export My Documents');
    await shell.quickInput.choose('Save As…');
    await expect(shell.saveAsDialog.name).toHaveValue(/^sanyam-export-.*\.zip$/);
    await shell.saveAsDialog.name.fill('all.zip');
    await shell.saveAsDialog.save();
    await expect(shell.notifications.toast('Exported 1 document to “all.zip”')).toBeVisible();
    expect(await textsIn(workspace.path('all.zip'))).toMatchObject({ 'documents/notes.md': 'text' });
});

test('an export that takes long can be canceled, and a second one says that it runs', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', 'text');
    const held = await Hold.requests(shell.page, /\/rpc\/export_my_data/);
    await shell.runCommand('Sanyam: Export My Documents');
    await shell.quickInput.choose('Download');
    await expect(shell.notifications.toast('Exporting your documents…')).toBeVisible();
    await shell.runCommand('Sanyam: Export My Documents');
    await expect(shell.notifications.toast('An export is running.')).toBeVisible();
    await shell.notifications.choose('Exporting your documents…', 'Cancel');
    await expect(shell.notifications.toast('Exporting your documents…')).toHaveCount(0);
    held.release();
    expect((await download(shell)).suggestedFilename()).toMatch(/\.zip$/);
});

test('an export that fails says why', async ({ signedIn: shell, user, consoleWatch }) => {
    await user.createDocument('notes.md', 'text');
    consoleWatch.expectErrors(/status of 403/);
    await shell.page.route('**/rpc/export_my_data*', route =>
        route.fulfill({ status: 403, json: { code: 'PT403', message: 'FORBIDDEN', hint: 'Not now.', details: null } })
    );
    await shell.runCommand('Sanyam: Export My Documents');
    await shell.quickInput.choose('Download');
    await expect(shell.notifications.toast('Could not export your documents. Not now.')).toBeVisible();
});
