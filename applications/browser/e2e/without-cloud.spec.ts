// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { IdeBackend } from './fixtures/ide-backend.js';
import { expect, test } from './fixtures/test.js';
import type { QuickInput } from './pages/quick-input.js';

const CLOUD_WORDS = /cloud|supabase|sign (in|out)/i;

/** Enters words in the palette, and waits until no entry of the former list is left. */
async function findCommands(quickInput: QuickInput, words: string): Promise<void> {
    await quickInput.fill('>');
    await expect(quickInput.options.first()).toBeVisible();
    await quickInput.fill(`>${words}`);
    const letters = new RegExp([...words.replaceAll(' ', '')].join('[^]*'), 'i');
    await expect
        .poll(async () => (await quickInput.options.allInnerTexts()).every(text => letters.test(text)))
        .toBe(true);
}

test('the IDE without a cloud shows and logs nothing about it, and saves local files [FR-085, FR-086, SC-009]', async ({
    ideWithoutCloud,
    openBrowser,
    workspace,
    consoleWatch
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    await expect(shell.welcomePage.root).toBeVisible();
    await expect(shell.welcomePage.cloud).toHaveCount(0);
    await expect(shell.account.entry).toHaveCount(0);
    await expect(shell.cloudView.tab).toHaveCount(0);
    await shell.screenshot('without-cloud');

    await shell.page.keyboard.press('F1');
    for (const words of ['cloud', 'sign in', 'sign out', 'Refresh License', 'Plan and Usage']) {
        await findCommands(shell.quickInput, words);
        await expect(shell.quickInput.options.filter({ hasText: CLOUD_WORDS })).toHaveCount(0);
        await expect(shell.quickInput.option(words)).toHaveCount(0);
    }
    await shell.quickInput.cancel();
    await shell.menuBar.open('File');
    await expect(shell.menuBar.item('Save All')).toBeVisible();
    await expect(shell.menuBar.items.filter({ hasText: CLOUD_WORDS })).toHaveCount(0);
    await shell.screenshot('without-cloud-menu');
    await shell.menuBar.close();

    const editor = await shell.openFile('pipeline.yaml');
    await editor.append('# a local line');
    await editor.expectDirty(true);
    await editor.save();
    await editor.expectDirty(false);
    await expect.poll(() => readFile(workspace.path('pipeline.yaml'), 'utf8')).toMatch(/# a local line$/);

    expect(consoleWatch.text).not.toMatch(CLOUD_WORDS);
    expect(ideWithoutCloud.log).not.toMatch(CLOUD_WORDS);
});

for (const [set, missing] of [
    ['SUPABASE_URL', 'SUPABASE_ANON_KEY'],
    ['SUPABASE_ANON_KEY', 'SUPABASE_URL']
] as const) {
    test(`the IDE backend exits and names ${missing} when only ${set} is set`, async ({
        temporaryFolder,
        cloudVariables
    }) => {
        const start = IdeBackend.start(temporaryFolder, { [set]: cloudVariables[set] });
        await expect(start).rejects.toThrow(/^The IDE exited with code [1-9]/);
        await expect(start).rejects.toThrow(`${set} is set, but ${missing} is not. Set both, or neither.`);
        await expect(start).rejects.not.toThrow(/^ +at |\bError\b/m);
    });
}
