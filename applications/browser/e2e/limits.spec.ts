// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

/** The limits of the free tier: the size of a document in bytes, and the number of documents. */
const MAX_SIZE = 256 * 1024;
const MAX_DOCUMENTS = 5;

const LINE = `${'x'.repeat(63)}\n`;
const REFUSED = [/status of 413/, /status of 403/];

/** Tests that run at the same time add tiers, which can be the smallest one that helps. */
const HELPING_PLAN = /The plan “(pro|tier_[-0-9a-f]+)” allows this size\./;

test('a document of the maximum size is saved, and a larger one is rejected with its text kept [FR-051, FR-052]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(...REFUSED);
    const { id } = await user.createDocument('large.txt', 'small\n');
    const editor = await shell.openCloudDocument('large.txt');
    const largest = LINE.repeat(MAX_SIZE / LINE.length);
    await editor.replaceText(largest);
    await editor.save();
    await editor.expectDirty(false);
    await user.expectDocument(id, { version: 2, size_bytes: MAX_SIZE });

    await editor.replaceText(largest + LINE.repeat(800));
    await editor.save();
    const refusal = shell.notifications.toast('Could not save “large.txt”');
    await expect(refusal).toContainText('This document has 306 KB');
    await expect(refusal).toContainText('allows 256 KB');
    await expect(refusal).toContainText('Make the document smaller, or upgrade.');
    await shell.screenshot('document-too-large');
    await editor.expectDirty(true);
    await editor.expectText(largest + LINE.repeat(800));
    await user.expectDocument(id, { version: 2, size_bytes: MAX_SIZE });

    // The notice has nothing left to say, also with the offer of a plan in it.
    await expect(refusal).toContainText(HELPING_PLAN);
    await editor.replaceText('small again\n');
    await editor.save();
    await editor.expectDirty(false);
    await expect(refusal).toHaveCount(0);
});

test('a local file that is too large stays local, and the message says how to upgrade [FR-052, FR-054]', async ({
    signedIn: shell,
    user,
    workspace,
    consoleWatch
}) => {
    consoleWatch.expectErrors(...REFUSED);
    await writeFile(workspace.path('large.txt'), LINE.repeat(5000));
    const editor = await shell.openFile('large.txt');
    await shell.saveToCloud();
    const refusal = shell.notifications.toast('Could not save “large.txt” to the cloud');
    await expect(refusal).toContainText('This document has 313 KB');
    await expect(refusal).toContainText('allows 256 KB');
    expect(await editor.uri()).toMatch(/^file:/);
    expect(await user.listDocuments()).toEqual([]);

    await shell.notifications.choose('Could not save “large.txt” to the cloud', 'How to Upgrade');
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
    await expect(shell.planPage.change).toContainText(/What changes with “(pro|tier_[-0-9a-f]+)”/);
    await shell.screenshot('how-to-upgrade');

    await shell.openFile('large.txt');
    await shell.saveToCloud();
    await expect(refusal.last()).toContainText(HELPING_PLAN);
    await refusal.last().getByRole('button', { name: 'Not Now' }).click();
    await shell.saveToCloud();
    await expect(refusal.last()).toContainText('This document has 313 KB');
    await expect(refusal.last()).not.toContainText(HELPING_PLAN);
    await expect(refusal.last().getByRole('button', { name: 'How to Upgrade' })).toHaveCount(0);
});

test('Save to Cloud is rejected at the document limit and works after a document is moved to the trash [FR-050]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(...REFUSED);
    for (let number = 1; number <= MAX_DOCUMENTS; number++) {
        await user.createDocument(`document ${number}.txt`, `This is number ${number}.\n`);
    }
    const local = await shell.openFile('library.graphql');
    await shell.saveToCloud();
    const refusal = shell.notifications.toast('Could not save “library.graphql” to the cloud');
    await expect(refusal).toContainText(`${MAX_DOCUMENTS}`);
    await shell.screenshot('too-many-documents');
    expect(await local.uri()).toMatch(/^file:/);

    await shell.runCommand('Open Cloud Document');
    await expect(shell.quickInput.options).toHaveCount(MAX_DOCUMENTS);
    await shell.quickInput.option('document 3.txt').hover();
    await shell.quickInput.option('document 3.txt').getByRole('button', { name: 'Move to Trash' }).click();
    await expect(shell.quickInput.options).toHaveCount(MAX_DOCUMENTS - 1);
    await shell.screenshot('move-to-trash');
    await shell.quickInput.cancel();

    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “library.graphql” to the cloud')).toBeVisible();
    const names = (await user.listDocuments()).map(({ name }) => name);
    expect(names.sort()).toEqual([
        'document 1.txt',
        'document 2.txt',
        'document 4.txt',
        'document 5.txt',
        'library.graphql'
    ]);
});

test('Save to Cloud rejects text with a NUL character or a lone surrogate and says why', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    for (const [name, character, reason] of [
        ['nul.txt', '\u0000', 'NUL character (U+0000)'],
        ['half.txt', '\ud800', 'lone surrogate']
    ] as const) {
        // In UTF-16 both are valid on disk, and the editor keeps them.
        await writeFile(workspace.path(name), Buffer.from(`\ufeffbefore${character}after\n`, 'utf16le'));
        const editor = await shell.openFile(name);
        await editor.append('more');
        await shell.runCommand('Save to Cloud');
        await expect(shell.notifications.toast(`Could not save “${name}” to the cloud`)).toContainText(reason);
        await expect(editor.lines).toContainText('after');
        await expect(editor.lines).toContainText('more');
        expect(await editor.uri()).toMatch(/^file:/);
        await editor.expectDirty(true);
    }
    expect(await user.listDocuments()).toEqual([]);
});
