// SPDX-License-Identifier: MIT

import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

for (const place of ['the folder', 'the workspace file']) {
    test(`a terminal runs the user’s shell, whatever the settings of ${place} say`, async ({
        ideWithoutCloud,
        openBrowser,
        workspace
    }) => {
        const foreign = { path: '/bin/sh', args: ['-c', `touch ${workspace.path('foreign')}; exec /bin/sh`] };
        const settings = {
            'editor.lineNumbers': 'off',
            'terminal.integrated.shell.linux': foreign.path,
            'terminal.integrated.shellArgs.linux': foreign.args,
            'terminal.integrated.profiles.linux': { foreign },
            'terminal.integrated.defaultProfile.linux': 'foreign'
        };
        let address = `${ideWithoutCloud.address}/#${workspace.folder}`;
        if (place === 'the folder') {
            await mkdir(workspace.path('.theia'));
            await writeFile(workspace.path('.theia/settings.json'), JSON.stringify(settings));
        } else {
            const file = workspace.path('all.theia-workspace');
            await writeFile(file, JSON.stringify({ folders: [{ path: '.' }], settings }));
            address = `${ideWithoutCloud.address}/#${file}`;
        }
        const shell = await openBrowser(ideWithoutCloud);
        await shell.page.goto(address);
        await shell.reload();
        // Other settings count.
        await shell.openFile('welcome.md');
        await expect(shell.page.locator('.monaco-editor .line-numbers')).toHaveCount(0);
        await shell.runCommand('Create New Terminal');
        await shell.terminal.run('pwd > own.txt');
        await expect
            .poll(() => readFile(workspace.path('own.txt'), 'utf8').catch(String))
            .toBe(`${workspace.folder}\n`);
        await expect(readFile(workspace.path('foreign'))).rejects.toThrow('ENOENT');
    });
}

test('“Open in Integrated Terminal” opens one terminal in a local folder, and a cloud folder does not have it', async ({
    ide,
    openBrowser,
    user,
    workspace
}) => {
    await user.createDocument('a.dsl', 'a\n', 'plaintext', 'models');
    await mkdir(workspace.path('local'));
    const shell = await openBrowser(ide);
    const { explorer, page } = shell;
    await explorer.open();
    await explorer.choose('local', 'Open in Integrated Terminal');
    await shell.terminal.run('pwd > here.txt');
    await expect
        .poll(() => readFile(workspace.path('local/here.txt'), 'utf8').catch(String))
        .toBe(`${workspace.path('local')}\n`);
    await expect(page.locator('.terminal-container')).toHaveCount(1);

    await shell.signIn(user);
    await shell.openCloudFolder('My Documents');
    await explorer.row('models').click({ button: 'right' });
    await expect(page.locator('.lm-Menu-item').filter({ hasText: 'New File' })).toBeVisible();
    await expect(page.locator('.lm-Menu-item').filter({ hasText: 'Terminal' })).toHaveCount(0);
    await shell.screenshot('cloud-folder-menu');
});
