// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

/** Waits until a document has one tab, with its name, at its address in the tree. It has two while its editor moves. */
async function expectOneTab(shell: Shell, name: string): Promise<void> {
    const tabs = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: /\.md/ });
    const shown = () => tabs.evaluateAll(all => all.map(tab => [tab.id.split(':').slice(-2, -1)[0], tab.textContent]));
    await expect.poll(shown).toEqual([[`/${name}`, name]]);
}

test('a document that is renamed elsewhere keeps its one editor, whose title follows, and its text is saved without a conflict', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    // The first attempt to save names the version before the new name.
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', '# Notes\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('typed');
    await user.renameDocument(id, 'renamed.md');
    await editor.save();
    const tabs = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: /\.md/ });
    await expectOneTab(shell, 'renamed.md');
    await expect(tabs).not.toHaveClass(/theia-mod-dirty/);
    await expect(shell.conflictDialog.root).toHaveCount(0);
    await user.expectDocument(id, { name: 'renamed.md', content: '# Notes\ntyped', version: 3 });

    await user.renameDocument(id, 'again.md');
    await shell.regainFocus();
    await expectOneTab(shell, 'again.md');
    await shell.runCommand('Open Cloud Document');
    await shell.quickInput.choose('again.md');
    await expect(shell.quickInput.widget).toBeHidden();
    await expectOneTab(shell, 'again.md');
    await shell.screenshot('renamed-document');

    await shell.reload();
    await expectOneTab(shell, 'again.md');

    await (await shell.editor('again.md')).focus();
    await shell.runCommand('Move Cloud Document to Trash');
    await expect(shell.notifications.toast('Moved “again.md” to the trash.')).toBeVisible();
    await expect(tabs).toHaveCount(0);
});

test('the language of an editor follows a new extension of its document', async ({ signedIn: shell, user }) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n', 'markdown');
    await shell.openCloudDocument('notes.md');
    await expect(shell.languageStatus).toHaveText('Markdown');
    await user.renameDocument(id, 'notes.yaml');
    await shell.regainFocus();
    await expect(shell.languageStatus).toHaveText('YAML');
    await user.renameDocument(id, 'notes');
    await shell.regainFocus();
    await expect(shell.page.locator('#theia-main-content-panel .lm-TabBar-tab.lm-mod-current')).toHaveText('notes');
    await expect(shell.languageStatus).toHaveText('YAML');
    await user.renameDocument(id, 'notes.graphql');
    await shell.reload();
    await expect(shell.languageStatus).toHaveText('GraphQL');
});

test('the title of a preview follows the name of its document, also after a reload', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    await expect(shell.markdownPreview.heading('Notes')).toBeVisible();
    const tab = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: 'Preview' });
    const titles = () => tab.allInnerTexts();
    await expect.poll(titles).toEqual(['Preview notes.md']);
    await user.renameDocument(id, 'renamed.md');
    await shell.regainFocus();
    await expect.poll(titles).toEqual(['Preview renamed.md']);
    await user.renameDocument(id, 'again.md');
    await shell.reload();
    await expect.poll(titles).toEqual(['Preview again.md']);
});

test('the title of a preview without its editor follows the name, also after a reload', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    await expect(shell.markdownPreview.heading('Notes')).toBeVisible();
    const tabs = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: '.md' });
    await tabs
        .filter({ hasText: /^notes\.md$/ })
        .locator('.lm-TabBar-tabCloseIcon')
        .click();
    await expect(tabs).toHaveText(['Preview notes.md']);
    await shell.reload();
    await expect(shell.markdownPreview.heading('Notes')).toBeVisible();
    await user.renameDocument(id, 'renamed.md');
    await shell.regainFocus();
    await expect(tabs).toHaveText(['Preview renamed.md']);
});

test('a preview without its editor follows the document to another folder through a reload', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('notes.md', '# Notes\n', 'markdown');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    await expect(shell.markdownPreview.heading('Notes')).toBeVisible();
    const tabs = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: '.md' });
    await tabs
        .filter({ hasText: /^notes\.md$/ })
        .locator('.lm-TabBar-tabCloseIcon')
        .click();
    await expect(tabs).toHaveText(['Preview notes.md']);
    await user.moveDocument(id, 'elsewhere');
    await user.createDocument('notes.md', '# Another\n', 'markdown');
    for (let reloads = 0; reloads < 2; reloads++) {
        await shell.reload();
        await expect(shell.markdownPreview.heading('Notes')).toBeVisible();
        await expect(tabs).toHaveText(['Preview notes.md']);
    }
});

test('a new document never opens in the text of another one that a preview still shows at its place', async ({
    signedIn: shell,
    user
}) => {
    const first = await user.createDocument('a.md', '# First\n', 'markdown');
    const editor = await shell.openCloudDocument('a.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    await expect(shell.markdownPreview.heading('First')).toBeVisible();
    const tabs = shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: '.md' });
    await tabs
        .filter({ hasText: /^a\.md$/ })
        .locator('.lm-TabBar-tabCloseIcon')
        .click();
    await expect(tabs).toHaveText(['Preview a.md']);
    await user.renameDocument(first.id, 'b.md');
    const second = await user.createDocument('a.md', '# Second\n', 'markdown');
    await shell.regainFocus();
    await shell.runCommand('Open Cloud Document');
    await shell.quickInput.choose('a.md');
    await expect(tabs.filter({ hasText: /^a\.md$/ })).toHaveClass(/lm-mod-current/);
    const other = await shell.editorOf('a.md', second.id);
    await other.expectText('# Second\n');
    await other.append('private');
    await other.save();
    await user.expectDocument(second.id, { content: '# Second\nprivate' });
    await user.expectDocument(first.id, { name: 'b.md', content: '# First\n' });
});
