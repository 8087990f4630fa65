// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('a document goes from a local file to the cloud, and is there after a reload', async ({ shell, stranger }) => {
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
    await expect(shell.notifications.toast('“calculator.jison” is in the cloud now')).toBeVisible();
    await shell.screenshot('saved-to-cloud');
    const cloud = await shell.editor('calculator.jison');
    const documentId = await cloud.documentId();
    expect(await cloud.text()).toBe(text);

    await shell.reload();
    await expect(shell.account.entry).toContainText(stranger.email);
    await shell.screenshot('after-reload');

    await shell.runCommand('View: Close All Tabs');
    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveText(/calculator\.jison\s*jison · 2\.4 KB\s*Changed just now/);
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
