// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('a link in the text of a cloud document opens no file of this computer, and no folder in the IDE', async ({
    signedIn: shell,
    ide,
    user
}) => {
    const folder = `${ide.address}/#/tmp`;
    await user.createDocument('links.md', `file:///etc/passwd\n\n${folder}\n`);
    const editor = await shell.openCloudDocument('links.md');
    const pages: string[] = [];
    shell.page.context().on('page', page => pages.push(page.url()));
    for (const [index, address] of ['file:///etc/passwd', folder].entries()) {
        await editor.followLink(index);
        await expect(shell.notifications.toast(address)).toContainText('was not opened');
    }
    await shell.screenshot('editor-link-refused');
    expect(pages).toEqual([]);
    await expect(shell.page.locator('#theia-main-content-panel .lm-TabBar-tab', { hasText: 'passwd' })).toHaveCount(0);
});
