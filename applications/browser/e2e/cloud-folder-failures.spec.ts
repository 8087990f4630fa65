// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the Explorer refuses a name as soon as it is typed, with the reason [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('a.md', 'a\n', 'markdown', 'models');
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await expect(explorer.row('models')).toBeVisible();
    const refused = {
        assets: 'The name “assets” is reserved.',
        'a\u202Eb': 'A name cannot contain U+202E',
        'a\u200Bb': 'A name cannot contain the invisible character U+200B.'
    };
    for (const entry of ['Rename', 'New File...', 'New Folder...']) {
        await explorer.choose('models', entry);
        for (const [name, reason] of Object.entries(refused)) {
            await explorer.dialog.locator('input').fill(name);
            await expect(explorer.dialog).toContainText(reason);
        }
        await shell.page.keyboard.press('Escape');
        await expect(explorer.dialog).toHaveCount(0);
    }
    await explorer.choose('models', 'Rename');
    await explorer.dialog.locator('input').fill('a/b');
    await expect(explorer.dialog).toContainText('A name cannot contain a slash, backslash or control character.');
    await shell.screenshot('cloud-folder-refused-name');
    await shell.page.keyboard.press('Escape');
    await explorer.choose('models', 'New File...');
    await explorer.answer('deep/b.md');
    await expect.poll(() => user.pathsOfDocuments()).toEqual(['models/a.md', 'models/deep/b.md']);
});

test('the Explorer says what the cloud refuses, and what to do [BY-04]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403|allows 5 documents/);
    for (const name of ['a.md', 'b.md', 'c.md', 'd.md', 'e.md']) {
        await user.createDocument(name, `${name}\n`, 'markdown', name === 'e.md' ? 'models' : '');
    }
    await shell.openCloudFolder('My Documents');
    const { explorer, notifications } = shell;
    await explorer.choose('a.md', 'Duplicate');
    await expect(notifications.toast('Could not duplicate “a.md”. ')).toContainText('allows 5 documents');
    await shell.screenshot('cloud-folder-duplicate-refused');
    await explorer.choose('models', 'New File...');
    await explorer.answer('f.md');
    await expect(notifications.toast('Could not create “f.md”. ')).toContainText('allows 5 documents');
});

test('the Explorer says that the cloud is away, and keeps the editor of a document that it cannot delete [BY-04]', async ({
    shellOnLink: shell,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/Could not reach the cloud/);
    await user.createDocument('a.md', 'a\n', 'markdown', 'models');
    await user.createDocument('c.md', 'c\n', 'markdown', 'models/sub');
    await shell.signIn(user);
    await shell.openCloudFolder('models');
    const { explorer, notifications } = shell;
    await explorer.row('a.md').dblclick();
    const editor = await shell.editor('a.md');
    await explorer.choose('a.md', 'Rename');
    await expect(explorer.dialog).toBeVisible();
    await link.cut();
    await explorer.answer('b.md');
    await expect(notifications.toast('Could not rename “a.md”. ')).toContainText('Check your connection');
    await shell.screenshot('cloud-folder-offline');

    await explorer.choose('a.md', 'Delete');
    await explorer.confirm();
    // The document itself is looked for first, unless its folder has just been listed.
    await expect(notifications.toast(/Could not (delete “a.md”|move “a.md” to the trash)\./)).toContainText(
        'Check your connection'
    );
    await expect(editor.tab).toBeVisible();
    await explorer.choose('a.md', 'Duplicate');
    await expect(notifications.toast('Could not duplicate “a.md”. ')).toContainText('Check your connection');

    await explorer.drag('a.md', 'sub');
    await expect(notifications.toast('Could not move “a.md”. ')).toContainText('Check your connection');
    await explorer.row('a.md').click();
    await shell.page.keyboard.press('Control+c');
    await expect.poll(() => shell.page.evaluate(() => navigator.clipboard.readText())).toContain('a.md');
    await shell.page.keyboard.press('Control+v');
    await expect(notifications.toast('Could not copy “a.md”. ')).toContainText('Check your connection');

    await link.restore();
    await notifications.choose('Could not copy “a.md”. ', 'Retry');
    await expect.poll(() => user.pathsOfDocuments()).toContain('models/a copy.md');
});
