// SPDX-License-Identifier: MIT

import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures/test.js';
import type { Shell } from './pages/shell.js';

// Monaco writes `sanyam:///models/a.dsl` without the empty host: `sanyam:/models/a.dsl`.

/** The tabs of documents. */
function tabs(shell: Shell): Locator {
    return shell.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: /\.(dsl|md)/ });
}

test('a document has one editor with its address in the tree, whatever way it is opened [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('a.dsl', 'entry Needle;\n', 'plaintext', 'models');
    const editor = await shell.openCloudDocument('a.dsl');
    await expect.poll(() => editor.uri()).toBe('sanyam:/models/a.dsl');
    expect(await editor.documentId()).toBe(id);

    await shell.cloudView.open();
    await shell.cloudView.expand('models');
    await shell.cloudView.choose('a.dsl', 'Open');
    await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${id}`);
    await expect(tabs(shell)).toHaveText(['a.dsl']);
    await shell.runCommand('Sanyam: Search Cloud Documents');
    await shell.quickInput.fill('needle');
    await shell.quickInput.choose('entry Needle;');
    await expect(shell.quickInput.widget).toBeHidden();
    await expect(tabs(shell)).toHaveText(['a.dsl']);
    expect(await editor.uri()).toBe('sanyam:/models/a.dsl');
    await editor.close();
    await expect(tabs(shell)).toHaveCount(0);

    await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${id}`);
    await expect.poll(async () => (await shell.editor('a.dsl')).uri()).toBe('sanyam:/models/a.dsl');
});

test('the Explorer and the list open a document of a cloud folder in one editor [BY-04]', async ({
    signedIn: shell,
    user,
    consoleWatch
}) => {
    // The first attempt to save names the version before the new name.
    consoleWatch.expectErrors(/status of 409/);
    await user.setTier('pro');
    const { id } = await user.createDocument('a.dsl', 'text of a\n', 'plaintext', 'models');
    await shell.openCloudFolder('models');
    await shell.explorer.row('a.dsl').click();
    const editor = await shell.editor('a.dsl');
    expect(await editor.uri()).toBe('sanyam:/models/a.dsl');
    await shell.openCloudDocument('a.dsl');
    await expect(tabs(shell)).toHaveText(['a.dsl']);

    await editor.append('typed');
    await shell.explorer.row('a.dsl').click();
    await shell.page.keyboard.press('F2');
    await shell.explorer.answer('b.dsl');
    await expect(tabs(shell)).toHaveText(['b.dsl']);
    const renamed = await shell.editorOf('b.dsl', id);
    await renamed.expectText('text of a\ntyped');
    await renamed.save();
    await expect.poll(() => renamed.uri()).toBe('sanyam:/models/b.dsl');
    await expect(tabs(shell)).toHaveText(['b.dsl']);
    await renamed.undo();
    await renamed.expectText('text of a\n');
});

test('a move of its folder, and of the document by somebody else, takes along the editor with its text, its cursor and Undo [BY-04]', async ({
    signedIn: shell,
    user,
    stranger: owner,
    consoleWatch
}) => {
    // The first attempt to save names the version before the move.
    consoleWatch.expectErrors(/status of 409/);
    await user.setTier('pro');
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await user.createDocument('a.dsl', 'one\ntwo\n', 'plaintext', 'models');
    const editor = await shell.openCloudDocument('a.dsl');
    await editor.prepend('mine ');
    await expect(shell.cursorStatus).toContainText('Ln 1, Col 6');
    await user.moveFolder('models', 'designs');
    await shell.regainFocus();
    await editor.save();
    await user.expectDocument(id, { folder: 'designs', content: 'mine one\ntwo\n' });
    await expect.poll(() => editor.uri()).toBe('sanyam:/designs/a.dsl');
    await expect(tabs(shell)).toHaveText(['a.dsl']);
    await expect(shell.cursorStatus).toContainText('Ln 1, Col 6');
    await expect.poll(() => editor.hasFocus()).toBe(true);
    await shell.page.keyboard.type('too ');
    await editor.expectText('mine too one\ntwo\n');
    // Each word is a step, and so is the space after it.
    for (const text of ['mine tooone', 'mine one', 'mineone', 'one']) {
        await editor.undo();
        await editor.expectText(`${text}\ntwo\n`);
    }
    await editor.save();
    await editor.expectDirty(false);

    const shared = await owner.createDocument('plan.md', '# Plan\n', 'markdown', 'team');
    await owner.shareDocument(shared.id, user.email, 'edit');
    const plan = await shell.openCloudDocument('plan.md');
    await expect.poll(() => plan.uri()).toBe(`sanyam://~shared/${encodeURIComponent(owner.email)}/team/plan.md`);
    await plan.append('typed');
    await owner.moveDocument(shared.id, 'archive');
    await shell.regainFocus();
    await plan.expectText('# Plan\ntyped');
    await plan.save();
    await owner.expectDocument(shared.id, { folder: 'archive', content: '# Plan\ntyped' });
    await expect.poll(() => plan.uri()).toBe(`sanyam://~shared/${encodeURIComponent(owner.email)}/archive/plan.md`);
    await plan.undo();
    await plan.expectText('# Plan\n');
});

test('two documents with one path have two editors, and the second one its address by id [BY-04]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await user.setTier('pro');
    const first = await user.createDocument('a.dsl', 'first\n', 'plaintext', 'models');
    const second = await user.createDocument('a.dsl', 'second\n', 'plaintext', 'models');
    for (const { id } of [second, first, second]) {
        await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${id}`);
        const editor = await shell.editorOf('a.dsl', id);
        await editor.expectText(id === first.id ? 'first\n' : 'second\n');
        expect(await editor.uri()).toBe(id === first.id ? 'sanyam:/models/a.dsl' : `sanyam://${id}/a.dsl`);
    }
    await expect(tabs(shell)).toHaveCount(2);

    // The folder or the owner tells tabs with one name apart.
    await owner.signUp();
    await owner.setTier('pro');
    const theirs = await owner.createDocument('a.dsl', 'theirs\n', 'plaintext', 'team');
    await owner.shareDocument(theirs.id, user.email, 'view');
    const third = await user.createDocument('a.dsl', 'third\n', 'plaintext', 'designs');
    for (const { id } of [theirs, third]) {
        await shell.page.evaluate(hash => (window.location.hash = hash), `sanyam=${id}`);
        await shell.editorOf('a.dsl', id);
    }
    await expect(tabs(shell).locator('.lm-TabBar-tabLabelDetails')).toHaveText([
        `.../${owner.email}/...`,
        '.../designs',
        '.../models'
    ]);
    await shell.screenshot('tabs-with-one-name');
});

test('a document that comes back to its place is the one that a click there opens, while the newer one stays open [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('other.md', 'other\n', 'markdown');
    const former = await user.createDocument('notes.md', 'former\n', 'markdown');
    await user.trashDocument(former.id);
    const newer = await user.createDocument('notes.md', 'newer\n', 'markdown');
    await shell.openCloudFolder('My Documents');
    const { explorer } = shell;
    await explorer.row('notes.md').dblclick();
    await (await shell.editorOf('notes.md', newer.id)).expectText('newer\n');
    await user.restoreDocument(former.id);
    await shell.regainFocus();
    await expect(explorer.rows.filter({ hasText: 'notes' })).toHaveCount(2);
    let names: string[] = [];
    const otherNames = async () => (names = (await explorer.names()).filter(name => name.startsWith('notes (')));
    await expect.poll(otherNames).toEqual([expect.stringContaining(newer.id.slice(0, 8))]);
    const [shownName = ''] = names;

    await explorer.row('notes.md').dblclick();
    const editor = await shell.editorOf('notes.md', former.id);
    await editor.append('typed');
    await editor.save();
    await user.expectDocument(former.id, { content: 'former\ntyped' });
    await user.expectDocument(newer.id, { content: 'newer\n' });
    await explorer.row(shownName).dblclick();
    await (await shell.editorOf('notes.md', newer.id)).expectText('newer\n');
    await expect(tabs(shell)).toHaveCount(2);
});

test('a reload opens the tabs again, also of a document that was renamed since, and while the cloud is away [BY-04]', async ({
    shellOnLink: shell,
    link,
    user
}) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('a.dsl', 'text\n', 'plaintext', 'models');
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('a.dsl');
    await expect.poll(() => editor.uri()).toBe('sanyam:/models/a.dsl');
    await user.renameDocument(id, 'b.dsl');
    await shell.reload();
    const renamed = await shell.editor('b.dsl');
    await expect.poll(() => renamed.uri()).toBe('sanyam:/models/b.dsl');

    await link.cut();
    await shell.reload();
    await expect(tabs(shell)).toHaveText(['b.dsl']);
    await shell.screenshot('tab-while-the-cloud-is-away');
    await link.restore();
    await shell.regainFocus();
    await renamed.expectText('text\n');
    expect(await renamed.documentId()).toBe(id);
    await renamed.append('typed');
    await renamed.save();
    await user.expectDocument(id, { content: 'text\ntyped' });
});

test('a link in a preview leads to the document beside it, in the folder of its owner [BY-04]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await user.setTier('pro');
    await owner.signUp();
    await owner.setTier('pro');
    const text = '[Other](other.md) [Missing](missing.md)\n';
    for (const [name, folder] of [
        ['start.md', 'guide'],
        ['other.md', 'guide'],
        ['other.md', '']
    ] as const) {
        await user.createDocument(name, name === 'start.md' ? text : `# Other in “${folder}”\n`, 'markdown', folder);
    }
    const start = await shell.openCloudDocument('start.md');
    await start.focus();
    await shell.page.keyboard.press('Control+Shift+v');
    await shell.markdownPreview.followLink('Missing');
    await expect(shell.notifications.toast('Could not open the link missing.md.')).toBeVisible();
    await shell.markdownPreview.followLink('Other');
    const other = await shell.editor('other.md');
    await other.expectText('# Other in “guide”\n');
    expect(await other.uri()).toBe('sanyam:/guide/other.md');

    // The preview comes along, too.
    const moved = (await user.listDocuments()).find(({ name }) => name === 'start.md');
    await user.moveDocument(moved?.id ?? '', '');
    await shell.regainFocus();
    await expect(shell.page.locator('[id="sanyam-markdown-preview:sanyam:/start.md"]')).toBeAttached();
    await expect(shell.page.locator('[id="sanyam-markdown-preview:sanyam:/guide/start.md"]')).toHaveCount(0);
    await tabs(shell).filter({ hasText: 'Preview start.md' }).click();
    await shell.markdownPreview.followLink('Other');
    const top = shell.page.locator('.monaco-editor[data-uri="sanyam:/other.md"]');
    await expect(top).toContainText('Other in “”');

    for (const name of ['theirs.md', 'beside.md']) {
        const { id } = await owner.createDocument(name, '[Beside](beside.md)\n', 'markdown', 'team');
        await owner.shareDocument(id, user.email, 'view');
    }
    const theirs = await shell.openCloudDocument('theirs.md');
    await theirs.focus();
    await shell.page.keyboard.press('Control+Shift+v');
    await shell.markdownPreview.followLink('Beside');
    const beside = await shell.editor('beside.md');
    expect(await beside.uri()).toBe(`sanyam://~shared/${encodeURIComponent(owner.email)}/team/beside.md`);
});
