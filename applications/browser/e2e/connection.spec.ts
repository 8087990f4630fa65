// SPDX-License-Identifier: MIT

import { loseNextAnswer } from './fixtures/lose-answer.js';
import { expect, test } from './fixtures/test.js';

test.beforeEach(({ consoleWatch }) => consoleWatch.expectErrors(/net::ERR_/));

test('a save that cannot reach the cloud says so, keeps the text, and can be tried again', async ({
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
    const failure = shell.notifications.toast('“notes.md” was not saved');
    await expect(failure).toContainText(`The cloud at ${new URL(link.address).host} cannot be reached`);
    await shell.screenshot('cloud-unreachable');
    await editor.expectDirty(true);
    expect(await editor.text()).toBe('# Notes\nunsaved');

    await link.mend();
    await shell.notifications.choose('“notes.md” was not saved', 'Retry');
    await editor.expectDirty(false);
    expect(await user.readDocument(id)).toMatchObject({ version: 2, content: '# Notes\nunsaved' });
});

test('a document whose answer got lost is there once after the retry', async ({ signedIn: shell, user }) => {
    await shell.openFile('pipeline.yaml');
    await loseNextAnswer(shell.page, /\/rpc\/create_document/);
    await shell.saveToCloud();
    await shell.notifications.choose('“pipeline.yaml” was not saved to the cloud', 'Retry');
    await expect(shell.notifications.toast('“pipeline.yaml” is in the cloud now')).toBeVisible();
    expect(await user.listDocuments()).toMatchObject([{ name: 'pipeline.yaml', version: 1 }]);
});

test('a save whose answer got lost can be tried again', async ({ signedIn: shell, user, consoleWatch }) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('typed');
    await loseNextAnswer(shell.page, /\/rpc\/save_document/);
    await editor.save();
    await shell.notifications.choose('“notes.md” was not saved', 'Retry');
    await editor.expectDirty(false);
    expect(await user.readDocument(id)).toMatchObject({ version: 2, content: '# Notes\ntyped' });
});
