// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the Search view minds the files to include and to exclude also for open documents, and so does Replace All [BY-05]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const open = await user.createDocument('a.md', 'a needle\n', 'markdown', 'old drafts');
    const closed = await user.createDocument('b.md', 'a needle\n', 'markdown', 'old drafts');
    const wanted = await user.createDocument('keep.md', 'a needle\n', 'markdown');
    await shell.openCloudFolder('My Documents');
    await shell.openCloudDocument('a.md');
    await shell.openCloudDocument('keep.md');
    const { searchView } = shell;
    await searchView.open();
    await searchView.search('needle');
    await expect(searchView.files).toHaveText(['b.md', 'keep.md', 'a.md']);
    await searchView.include('old drafts');
    await expect(searchView.files).toHaveText(['b.md', 'a.md']);
    await searchView.include('');
    await searchView.exclude('old drafts');
    await expect(searchView.files).toHaveText(['keep.md']);
    await searchView.replaceAll('straw');
    await user.expectDocument(wanted.id, { content: 'a straw\n' });
    for (const { id } of [open, closed]) {
        await user.expectDocument(id, { content: 'a needle\n', version: 1 });
    }
});
