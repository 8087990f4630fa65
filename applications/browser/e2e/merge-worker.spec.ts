// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the page runs the worker that merges texts [BY-01]', async ({ shell }) => {
    const result = await shell.page.evaluate(
        () =>
            new Promise<unknown>((resolve, reject) => {
                const worker = new Worker('./merge.worker.js');
                worker.onmessage = ({ data }) => resolve(data);
                worker.onerror = ({ message }) => reject(new Error(message));
                worker.postMessage({ base: '1\n2\n3\n', mine: 'one\n2\n3\n', theirs: '1\n2\nthree\n' });
            })
    );
    expect(result).toMatchObject({ kind: 'merged', text: 'one\n2\nthree\n' });
});
