// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { HeldSocket } from './fixtures/held-socket.js';
import { expect, test } from './fixtures/test.js';

test('a new terminal keeps what is typed before its shell is there', async ({
    ideWithoutCloud,
    openBrowser,
    workspace
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    const socket = await HeldSocket.of(shell.page);
    await shell.reload();
    socket.hold();
    await shell.runCommand('Create New Terminal');
    await shell.terminal.run('echo typed early > early.txt');
    socket.release();
    await expect.poll(() => readFile(workspace.path('early.txt'), 'utf8').catch(String)).toBe('typed early\n');
});
