// SPDX-License-Identifier: MIT

import { loseNextResponse } from './fixtures/lose-response.js';
import { expect, test } from './fixtures/test.js';

test('the Cloud view has own documents by folder, those that others share, and the trash [BY-04, BY-07, FR-036]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await user.setTier('pro');
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan.md', '# Plan\n', 'markdown');
    await owner.shareDocument(id, user.email, 'view');
    for (const [name, folder] of [
        ['notes 10.md', ''],
        ['notes 9.md', ''],
        ['a.dsl', 'models/shared'],
        ['grammar.jison', 'models']
    ] as const) {
        await user.createDocument(name, 'text\n', 'plaintext', folder);
    }
    await user.trashDocument((await user.createDocument('old.md', 'text\n')).id);

    const view = shell.cloudView;
    await view.open();
    await expect(view.row('notes 9.md')).toBeVisible();
    await view.expand('models');
    await view.expand('shared');
    await view.expand('Trash');
    await expect(view.row('old.md')).toContainText('90 days left');
    await expect
        .poll(() => view.outline())
        .toEqual([
            'My Documents',
            '  models',
            '    shared',
            '      a.dsl',
            '    grammar.jison',
            '  notes 9.md',
            '  notes 10.md',
            'Shared with Me',
            `  ${owner.email}`,
            '    plan.md',
            'Trash',
            '  old.md'
        ]);
    await expect(view.row('plan.md')).toContainText('can view');
    await expect(view.row('old.md')).toHaveAttribute('title', /Deleted just now by you/);
    await expect(view.usage).toContainText('4 of 100');
    const storage = view.usage.getByRole('meter', { name: 'Storage' });
    await expect(storage).toHaveAttribute('aria-valuetext', '25 bytes of 1 GB');
    await expect(storage).toHaveAttribute('aria-valuenow', '25');
    await shell.screenshot('cloud-view');

    await shell.runCommand('Sanyam: Sort by Last Change');
    await expect.poll(() => view.outline()).toContain('  notes 9.md');
    const byChange = await view.outline();
    expect(byChange.indexOf('  notes 9.md')).toBeLessThan(byChange.indexOf('  notes 10.md'));

    await view.filter.fill('shared A.');
    await expect
        .poll(() => view.outline())
        .toEqual(['My Documents', '  models', '    shared', '      a.dsl', 'Shared with Me', '  No match', 'Trash']);
    await shell.screenshot('cloud-view-filter');
    await view.filter.press('ArrowDown');
    await expect(view.row('a.dsl')).toHaveClass(/theia-mod-selected/);
    await shell.page.keyboard.press('Enter');
    await shell.editor('a.dsl');
    await view.filter.focus();
    // The first one hides the notice about the share, if it is there.
    await expect(async () => {
        await view.filter.press('Escape');
        await expect(view.filter).toHaveValue('', { timeout: 1000 });
    }).toPass();
    await expect(view.filter).toBeFocused();
    await view.filter.fill('nothing like this');
    await expect(view.notice).toContainText('No document matches “nothing like this”.');
    await view.notice.getByRole('button', { name: 'Clear Filter' }).click();
    await expect(view.row('notes 9.md')).toBeVisible();

    await view.row('plan.md').click();
    const editor = await shell.editor('plan.md');
    await editor.expectLocked(true);
});

test('a document is made, renamed, moved, duplicated, linked, downloaded and deleted in the Cloud view [FR-017, FR-020, BY-07]', async ({
    signedIn: shell,
    user,
    ide
}) => {
    await user.setTier('pro');
    const view = shell.cloudView;
    await view.open();
    await expect(view.notice).toContainText('You have no cloud documents yet.');
    await shell.screenshot('cloud-view-empty');
    await view.notice.getByRole('button', { name: 'New Cloud Document…' }).click();
    await shell.quickInput.fill('a/b');
    await expect(shell.quickInput.widget).toContainText('cannot contain a slash');
    await shell.quickInput.fill('ideas.md');
    await shell.quickInput.accept();
    const editor = await shell.editor('ideas.md');
    await editor.append('An idea.');
    await editor.save();
    await editor.expectDirty(false);
    const id = await editor.documentId();

    await view.choose('ideas.md', 'Rename…');
    await shell.quickInput.fill('thoughts.md');
    await shell.quickInput.accept();
    await expect(view.row('thoughts.md')).toBeVisible();
    await expect(view.row('ideas.md')).toHaveCount(0);

    await view.choose('thoughts.md', 'Duplicate');
    await expect(view.row('thoughts copy.md')).toBeVisible();

    await view.choose('thoughts.md', 'Move to Folder…');
    await shell.quickInput.choose('New Folder…');
    await shell.quickInput.fill('notes/private');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Moved “thoughts.md” to “notes/private”.')).toBeVisible();
    await view.expand('notes');
    await view.expand('private');
    await expect(view.row('thoughts.md')).toHaveAttribute('aria-level', '4');
    await user.expectDocument(id, { folder: 'notes/private', name: 'thoughts.md' });
    await shell.notifications.choose('Moved “thoughts.md”', 'Undo');
    await expect(view.row('thoughts.md')).toHaveAttribute('aria-level', '2');

    await view.choose('thoughts.md', 'Copy Link');
    await expect(shell.notifications.toast('Copied the link to “thoughts.md”.')).toBeVisible();
    expect(await shell.page.evaluate(() => navigator.clipboard.readText())).toBe(`${ide.address}/#sanyam=${id}`);

    const [download] = await Promise.all([shell.page.waitForEvent('download'), view.choose('thoughts.md', 'Download')]);
    expect(download.suggestedFilename()).toBe('thoughts.md');

    await view.press('thoughts.md', 'Move to Trash');
    await expect(view.row('thoughts.md')).toHaveCount(0);
    await expect(editor.tab).toHaveCount(0);
    await shell.screenshot('cloud-view-deleted');
    await shell.notifications.choose('Moved “thoughts.md” to the trash.', 'Undo');
    await expect(view.row('thoughts.md')).toBeVisible();
    await user.expectDocument(id, { deleted_at: null, content: 'An idea.' });
});

test('a command acts on the row that was clicked, also after somebody moved the document', async ({
    signedIn: shell,
    user
}) => {
    for (const [name, folder] of [
        ['a.md', 'aa'],
        ['b.md', 'bb'],
        ['selected.md', '']
    ] as const) {
        await user.createDocument(name, 'text\n', 'markdown', folder);
    }
    const moved = await user.createDocument('moved.md', 'text\n', 'markdown', 'bb');
    const view = shell.cloudView;
    await view.open();
    await view.expand('aa');
    await view.expand('bb');
    // The rows of a folder come late, and move those below them.
    await expect(view.row('moved.md')).toBeVisible();
    await view.row('selected.md').click();
    await shell.editor('selected.md');
    await user.moveDocument(moved.id, 'aa');
    await shell.regainFocus();
    const outline = ['My Documents', '  aa', '    a.md', '    moved.md', '  bb', '    b.md', '  selected.md'];
    await expect.poll(async () => (await view.outline()).slice(0, outline.length)).toEqual(outline);

    await view.row('moved.md').click({ button: 'right' });
    await expect(view.row('moved.md')).toHaveAttribute('aria-selected', 'true');
    await expect(view.row('selected.md')).toHaveAttribute('aria-selected', 'false');
    await view.menuEntry('Move to Trash').click();
    await expect(shell.notifications.toast('Moved “moved.md” to the trash.')).toBeVisible();
    await expect(view.row('moved.md')).toHaveCount(0);
    await expect(view.row('selected.md')).toBeVisible();

    // The button of a row has nothing to ask about a folder that is selected elsewhere.
    await view.row('bb').click();
    await view.press('a.md', 'Move to Trash');
    await expect(shell.notifications.toast('Moved “a.md” to the trash.')).toBeVisible();
    await expect(shell.page.locator('.dialogBlock')).toHaveCount(0);
});

test('a retry of Duplicate makes one document, also if the answer of the first attempt was lost', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/ERR_CONNECTION_RESET/);
    await user.createDocument('notes.md', 'text\n', 'markdown');
    await shell.cloudView.open();
    await loseNextResponse(shell.page, /rpc\/create_document/);
    await shell.cloudView.choose('notes.md', 'Duplicate');
    await shell.notifications.choose('Could not duplicate “notes.md”', 'Retry');
    await expect(shell.cloudView.row('notes copy.md')).toBeVisible();
    expect((await user.listDocuments()).map(({ name }) => name).toSorted()).toEqual(['notes copy.md', 'notes.md']);
});

test('several documents at once say how many failed and why, and documents move by drag and drop [FR-017, BY-04]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    await user.createDocument('a.md', 'a\n');
    await user.createDocument('b.md', 'b\n');
    await user.createDocument('c.md', 'c\n', 'plaintext', 'folder');
    const view = shell.cloudView;
    await view.open();
    await view.expand('folder');
    await view.row('a.md').dragTo(view.row('folder'));
    await expect(view.row('a.md')).toHaveAttribute('aria-level', '3');
    await shell.notifications.close('Moved “a.md” to “folder”.');

    await view.choose('folder', 'Rename…');
    await expect(shell.quickInput.field).toHaveValue('folder');
    await shell.quickInput.fill('models/new');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Moved “folder” to “models/new”.')).toBeVisible();
    await expect(view.row('models')).toContainText('2');
    await shell.notifications.choose('Moved “folder”', 'Undo');
    await expect(view.row('models')).toHaveCount(0);
    await view.expand('folder');

    // The free plan has room for two more.
    await view.select('a.md', 'b.md', 'c.md');
    await view.choose('b.md', 'Duplicate');
    await expect(view.row('My Documents')).toContainText('5');
    // One of three has no room. Which one, the order of the requests decides.
    await expect(shell.notifications.toast('Could not duplicate')).toContainText('allows 5 documents');
    await shell.screenshot('cloud-view-several');
    await shell.notifications.close('Could not duplicate');

    await view.choose('folder', 'Move to Trash');
    // The rows have a button of this name, too.
    await shell.page.locator('.dialogBlock').getByRole('button', { name: 'Move to Trash', exact: true }).click();
    await expect(view.row('folder')).toHaveCount(0);
});

test('dropped files are uploaded to a folder, and the summary says what failed and why [FR-017]', async ({
    signedIn: shell,
    user
}) => {
    const present = await user.createDocument('present.md', 'old\n', 'markdown', 'docs');
    const view = shell.cloudView;
    await view.open();
    await expect(view.row('docs')).toBeVisible();
    await view.dropFiles(
        [
            { name: 'one.md', text: '# One\n' },
            { name: 'two.json', text: '\uFEFF{}\r\n' },
            { name: 'program.bin', text: 'a\0b' },
            { name: 'huge.txt', text: 'x'.repeat(300_000) }
        ],
        'docs'
    );
    await expect(shell.notifications.toast('Uploaded 2 of 4 files.')).toBeVisible();
    await shell.notifications.choose('Could not upload 2 files', 'Show Reasons');
    const reasons = shell.page.getByRole('listitem');
    await expect(reasons.filter({ hasText: '“program.bin”: It contains a NUL character (U+0000)' })).toBeVisible();
    await expect(reasons.filter({ hasText: '“huge.txt”: The file has 293 KB.' })).toBeVisible();
    await shell.screenshot('cloud-view-upload-reasons');
    await shell.page.getByRole('button', { name: 'Cancel' }).click();
    await view.expand('docs');
    await expect(view.row('two.json')).toBeVisible();
    const uploaded = (await user.listDocuments()).find(({ name }) => name === 'two.json');
    await user.expectDocument(uploaded?.id ?? '', {
        content: '\uFEFF{}\r\n',
        folder: 'docs',
        language_id: 'json'
    });

    await view.dropFiles([{ name: 'present.md', text: 'new\n' }], 'docs');
    const dialog = shell.page.locator('.dialogBlock');
    await expect(dialog).toContainText('your plan has no history that keeps it');
    await shell.screenshot('cloud-view-upload-replace');
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await expect(shell.notifications.toast('Uploaded “present.md”.')).toBeVisible();
    await user.expectDocument(present.id, { version: 2, content: 'new\n' });
    await shell.screenshot('cloud-view-upload-replaced');
    await shell.notifications.choose('Uploaded “present.md”.', 'Undo Replacing');
    await expect.poll(async () => (await user.readDocument(present.id)).content).toBe('old\n');

    await user.setTier('pro');
    await shell.reload();
    await view.dropFiles([{ name: 'present.md', text: 'new\n' }], 'docs');
    await expect(dialog).toContainText('The history keeps the present text.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    // On a disk these are two files. In the cloud they are one.
    const forms = ['f\u00E9.md', 'fe\u0301.md'].map((name, index) => ({ name, text: `${index}\n` }));
    await view.dropFiles(forms, 'docs');
    await expect(shell.notifications.toast('Uploaded 1 of 2 files.')).toBeVisible();
    await expect(
        shell.notifications.toast('Another of the files has this path in another Unicode form.')
    ).toBeVisible();
    expect((await user.listDocuments()).filter(({ name }) => name === 'f\u00E9.md')).toHaveLength(1);
});
