// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('a folder that is too large for one move moves in parts, and Undo takes all of it back [BY-04]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    for (const folder of ['models', 'models/shared', 'models/shared/deep']) {
        await user.createDocument('a.md', folder, 'markdown', folder);
    }
    await shell.page.route('**/rpc/move_folder*', route =>
        route.fulfill({
            status: 403,
            json: {
                code: 'PT403',
                message: 'TIER_LIMIT_EXCEEDED',
                hint: 'This folder has more than 1,000 documents.',
                details: JSON.stringify({ limit_name: 'moved_documents', limit_value: 1000 })
            }
        })
    );
    const folders = async () => (await user.listDocuments()).map(({ folder }) => folder).sort();
    const view = shell.cloudView;
    await view.open();
    await view.choose('models', 'Rename…');
    await shell.quickInput.fill('grammars');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('Moved 3 documents to “grammars”.')).toBeVisible();
    expect(await folders()).toEqual(['grammars', 'grammars/shared', 'grammars/shared/deep']);
    await expect(view.row('grammars')).toBeVisible();
    await expect(view.row('models')).toHaveCount(0);
    await shell.notifications.choose('Moved 3 documents to “grammars”.', 'Undo');
    await expect.poll(folders).toEqual(['models', 'models/shared', 'models/shared/deep']);
});
