// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('the page runs the worker that merges texts [BY-01]', async ({ shell }) => {
    const result = await shell.page.evaluate(
        () =>
            new Promise<unknown>((resolve, reject) => {
                const worker = new Worker('./merge.worker.js');
                const answers: unknown[] = [];
                worker.onmessage = ({ data }) => {
                    answers.push(data);
                    if (answers.length === 2) {
                        resolve(answers);
                    }
                };
                worker.onerror = ({ message }) => reject(new Error(message));
                worker.postMessage({ base: '1\n2\n3\n', mine: 'one\n2\n3\n', theirs: '1\n2\nthree\n' });
            })
    );
    expect(result).toMatchObject(['started', { kind: 'merged', text: 'one\n2\nthree\n' }]);
});

test('a save ends while the backend holds the worker back, and is no conflict before the texts are merged [BY-01]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', 'one\ntwo\nthree\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    const hold = await Hold.requests(shell.page, /merge\.worker\.js/);
    await editor.append('mine');
    await user.saveDocument(id, 'ONE\ntwo\nthree\n');
    await editor.save();
    await hold.reached;
    await expect(shell.syncStatus).not.toContainText('Conflict');
    await expect(shell.page.locator('.sanyam-conflict-bar')).toHaveCount(0);
    await editor.expectDirty(false);
    expect((await user.readDocument(id)).content).toBe('ONE\ntwo\nthree\nmine');
    hold.release();
});
