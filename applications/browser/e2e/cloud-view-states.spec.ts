// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

test('the Cloud view follows sign-in, sign-out, and what happens elsewhere [FR-012, FR-018]', async ({
    shell,
    user
}) => {
    const view = shell.cloudView;
    await view.open();
    await expect(view.notice).toContainText('Sign in to see your cloud documents.');
    await expect(view.tree).toBeHidden();
    await shell.screenshot('cloud-view-signed-out');
    await view.notice.getByRole('button', { name: 'Sign In' }).click();
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await expect(view.notice).toContainText('You have no cloud documents yet.');

    const { id } = await user.createDocument('elsewhere.md', 'one\n', 'markdown', 'folder');
    await shell.regainFocus();
    await view.expand('folder');
    await expect(view.row('elsewhere.md')).toBeVisible();
    await user.renameDocument(id, 'renamed.md');
    await shell.regainFocus();
    await expect(view.row('renamed.md')).toBeVisible();
    await expect(view.row('elsewhere.md')).toHaveCount(0);
    await user.trashDocument(id);
    await shell.regainFocus();
    await expect(view.row('renamed.md')).toHaveCount(0);

    await shell.signOut();
    await expect(view.notice).toContainText('Sign in to see your cloud documents.');
    await expect(view.rows).toHaveCount(0);
});

test('the Cloud view keeps its documents while the cloud is away, says so, and is up to date afterwards [FR-087]', async ({
    shellOnLink: shell,
    user,
    link
}) => {
    await user.createDocument('before.md', 'one\n');
    await shell.signIn(user);
    const view = shell.cloudView;
    await view.open();
    await expect(view.row('before.md')).toBeVisible();
    await link.cut();
    await shell.regainFocus();
    await expect(view.notice).toContainText('Could not list your cloud documents.');
    await expect(view.notice).toContainText('This list is from');
    await expect(view.row('before.md')).toBeVisible();
    await shell.screenshot('cloud-view-offline');
    await user.createDocument('meanwhile.md', 'two\n');
    await link.restore();
    await view.notice.getByRole('button', { name: 'Retry' }).click();
    await expect(view.row('meanwhile.md')).toBeVisible();
    await expect(view.notice).toHaveText('');
});

test('the Cloud view works by keyboard alone', async ({ signedIn: shell, user }) => {
    await user.createDocument('a.md', 'a\n', 'markdown', 'folder');
    await user.createDocument('b.md', 'b\n', 'markdown');
    const view = shell.cloudView;
    await shell.runCommand('View: Toggle Cloud');
    await expect(view.row('b.md')).toBeVisible();
    const { keyboard } = shell.page;
    await view.tree.focus();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(view.row('folder')).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('ArrowRight');
    await expect(view.row('a.md')).toBeVisible();
    await keyboard.press('ArrowDown');
    await keyboard.press('F2');
    await shell.quickInput.fill('renamed.md');
    await shell.quickInput.accept();
    await expect(view.row('renamed.md')).toBeVisible();
    await view.tree.focus();
    await keyboard.press('Shift+F10');
    await expect(view.menuEntry('Rename…')).toBeVisible();
    await keyboard.press('Escape');
    await keyboard.press('Enter');
    await shell.editor('renamed.md');
    await view.tree.focus();
    await keyboard.press('Control+f');
    await expect(view.filter).toBeFocused();
    await keyboard.type('b.md');
    await expect(view.row('renamed.md')).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(view.row('renamed.md')).toBeVisible();
    await view.tree.focus();
    await keyboard.press('Delete');
    await expect(view.row('renamed.md')).toHaveCount(0);
    await expect(shell.notifications.toast('Moved “renamed.md” to the trash.')).toBeVisible();
});

test('the Cloud view is readable in dark and high contrast, and in a narrow window', async ({
    openBrowser,
    ide,
    user
}) => {
    await user.setTier('pro');
    await user.createDocument('a document with quite a long name in the cloud.md', 'a\n', 'markdown', 'folder');
    await user.createDocument('<b>bold $(trash).md', 'b\n', 'markdown');
    await user.trashDocument((await user.createDocument('old.md', 'old\n')).id);
    const shell = await openBrowser(ide, { colorScheme: 'dark' });
    await shell.signIn(user);
    const view = shell.cloudView;
    await view.open();
    await view.expand('folder');
    await view.expand('Trash');
    // Names are text, and not markup or icons.
    await expect(view.row('<b>bold $(trash).md')).toBeVisible();
    await shell.screenshot('cloud-view-dark');
    await shell.runCommand('Preferences: Color Theme');
    await shell.quickInput.choose('High Contrast (Theia)');
    await view.row('folder').hover();
    await shell.screenshot('cloud-view-high-contrast');
    await shell.page.setViewportSize({ width: 400, height: 700 });
    await expect(view.root).toBeHidden();
    await view.open();
    await expect(view.row('folder')).toBeVisible();
    await shell.screenshot('cloud-view-400');
});

test('the Cloud view says that it loads, opens to the side, shows a history, and an upload can be canceled on its way [FR-017, FR-041]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    await user.createDocument('left.md', 'left\n');
    await user.createDocument('right.md', 'right\n');
    const view = shell.cloudView;
    const list = await Hold.requests(shell.page, /rpc\/list_documents/);
    await view.open();
    await expect(view.notice).toContainText('Loading your cloud documents…');
    await shell.screenshot('cloud-view-loading');
    list.release();
    await view.row('left.md').click();
    const left = await shell.editor('left.md');
    await view.choose('right.md', 'Open to the Side');
    const right = await shell.editor('right.md');
    await expect(left.surface).toBeVisible();
    await expect(right.surface).toBeVisible();

    // The document of the row, not the one in front.
    await view.choose('left.md', 'Show History');
    await expect(shell.quickInput.widget).toContainText('History of “left.md”');
    await expect(shell.quickInput.options).toHaveText([/^Version 1/]);
    await shell.quickInput.cancel();

    let sent = 0;
    const upload = Promise.withResolvers<void>();
    await shell.page.route(/rpc\/create_document/, async route => {
        await (sent++ === 0 ? undefined : upload.promise);
        await route.continue();
    });
    await view.dropFiles(['one', 'two', 'three', 'four', 'five'].map(name => ({ name: `${name}.md`, text: name })));
    const progress = shell.notifications.toast('Uploading 5 files…');
    await expect(progress).toContainText('one.md');
    await expect(progress.locator('.theia-notification-item-progressbar')).toHaveAttribute('style', /20%/);
    await shell.screenshot('upload-progress');
    await shell.notifications.choose('Uploading 5 files…', 'Cancel');
    await expect(shell.notifications.toast('Canceled the upload. 1 of 5 files are uploaded.')).toBeVisible();
    await expect(progress).toHaveCount(0);
    upload.resolve();
    await expect(view.row('one.md')).toBeVisible();
    expect(await user.pathsOfDocuments()).toEqual(['left.md', 'one.md', 'right.md']);
});

test('the Cloud view draws only the rows that are in sight, of all pages of a long list [FR-018]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('enterprise');
    const names = Array.from({ length: 130 }, (_, index) => `document ${index + 1}.md`);
    for (let start = 0; start < names.length; start += 10) {
        await Promise.all(names.slice(start, start + 10).map(name => user.createDocument(name, 'text\n')));
    }
    const view = shell.cloudView;
    await view.open();
    await expect(view.row('My Documents')).toContainText('130');
    await expect(view.row('document 1.md')).toBeVisible();
    expect(await view.rows.count()).toBeLessThan(110);
    await view.filter.fill('document 130');
    await expect(view.row('document 130.md')).toBeVisible();
});

test('a document that is deleted from its editor comes back by Undo in the notice, on the free plan, too [FR-020, BY-07]', async ({
    signedIn: shell,
    user
}) => {
    const { id } = await user.createDocument('draft.md', 'kept\n', 'markdown');
    const editor = await shell.openCloudDocument('draft.md');
    await shell.runCommand('Sanyam: Move Cloud Document to Trash');
    await expect(editor.tab).toHaveCount(0);
    await shell.notifications.choose('Moved “draft.md” to the trash.', 'Undo');
    await user.expectDocument(id, { deleted_at: null });
});

test('a new folder is shown and selected, and the title of the view is whole beside its buttons [BY-04]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    for (let index = 0; index < 40; index++) {
        await user.createDocument('a.md', 'a\n', 'markdown', `folder ${index}`);
    }
    const view = shell.cloudView;
    await view.open();
    await expect.poll(() => view.title.evaluate(title => title.scrollWidth - title.clientWidth)).toBe(0);
    await view.filter.fill('folder 1');
    await view.select('folder 1');
    await shell.runCommand('New Cloud Folder');
    await shell.quickInput.fill('folder 39/zebra/deep');
    await shell.quickInput.accept();
    await expect(view.filter).toHaveValue('');
    await expect(view.row('deep')).toBeInViewport();
    await expect(view.row('deep')).toHaveAttribute('aria-selected', 'true');
    await expect(view.rows.and(shell.page.locator('[aria-selected=true]'))).toHaveCount(1);
    await shell.screenshot('cloud-view-new-folder');
    // What the user does next is in the folder.
    await shell.runCommand('New Cloud Document');
    await expect(shell.quickInput.widget).toContainText('in “folder 39/zebra/deep”');
});

test('the refusal of an image says what to do with it, and offers no retry [FR-017]', async ({ signedIn: shell }) => {
    const view = shell.cloudView;
    await view.open();
    await view.dropFiles([{ name: 'photo.png', text: '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' }]);
    const notice = shell.notifications.toast('Could not upload “photo.png”');
    await expect(notice).toContainText('It is an image, and cloud documents are text. Keep it on your disk');
    await expect(notice.getByRole('button', { name: 'Retry' })).toHaveCount(0);
    await shell.screenshot('cloud-view-image');
});
