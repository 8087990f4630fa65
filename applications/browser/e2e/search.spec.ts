// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

const COMMAND = 'Sanyam: Search Cloud Documents';

test('the user searches names and texts as they type, and opens a document at the match [BY-05]', async ({
    signedIn: shell,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    const { id } = await owner.createDocument('plan.md', 'the needle of somebody else\n', 'markdown');
    await owner.shareDocument(id, user.email, 'view');
    await user.createDocument('needle.md', 'nothing\n', 'markdown');
    await user.createDocument('rules.dsl', 'entry Model:\n    theNeedle=ID;\n', 'plaintext', 'models');

    await shell.runCommand(COMMAND);
    await shell.quickInput.fill('needle');
    await expect(shell.quickInput.options).toHaveText([
        /theNeedle=ID;\s*line 2/,
        /needle\.md/,
        /the needle of somebody else/
    ]);
    await expect(shell.quickInput.widget).toContainText('models/rules.dsl');
    await expect(shell.quickInput.widget).toContainText(`plan.md · ${owner.email}`);
    await shell.screenshot('search-cloud-documents');

    await shell.quickInput.choose('theNeedle=ID;');
    const editor = await shell.editor('rules.dsl');
    await expect(shell.cursorStatus).toContainText('Ln 2, Col 14');
    await expect.poll(() => editor.hasFocus()).toBe(true);

    await shell.runCommand(COMMAND);
    await shell.quickInput.fill('needle');
    await shell.quickInput.choose('needle.md');
    await shell.editor('needle.md');
});

test('the search for cloud documents minds the case and whole words, and says when nothing is found [BY-05]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('a.md', 'Rules\nrule\n', 'markdown');
    await shell.runCommand(COMMAND);
    await shell.quickInput.fill('rule');
    await expect(shell.quickInput.options).toHaveText([/Rules/, /rule/]);
    await shell.quickInput.button('Match Case').click();
    await expect(shell.quickInput.options).toHaveText([/^rule/]);
    await shell.screenshot('search-match-case');
    await shell.quickInput.button('Match Case').click();
    await shell.quickInput.button('Match Whole Word').click();
    await expect(shell.quickInput.options).toHaveText([/^rule/]);
    await shell.quickInput.fill('straw');
    await expect(shell.quickInput.options).toHaveText([/No cloud document contains “straw”\./]);
    await shell.quickInput.fill('no $(bug) here');
    await expect(shell.quickInput.options).toHaveText([/contains “no \$\u2060?\(bug\) here”\./]);
    await shell.quickInput.cancel();
});

test('the search for cloud documents asks to sign in, and then searches [BY-05]', async ({ shell, user }) => {
    await user.createDocument('a.md', 'needle\n', 'markdown');
    await shell.runCommand(COMMAND);
    await expect(shell.signInDialog.root).toContainText('Sign in to search your cloud documents.');
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await shell.quickInput.fill('needle');
    await expect(shell.quickInput.option('needle')).toBeVisible();
});

test('the Search view finds local files also while a cloud document of the same name is open [BY-05]', async ({
    signedIn: shell,
    user,
    workspace
}) => {
    await writeFile(workspace.path('same.txt'), 'a needle on this machine\n');
    await user.createDocument('same.txt', 'a needle in the cloud\n');
    await shell.openCloudDocument('same.txt');
    await shell.runCommand('New Untitled Text File');
    await shell.searchView.open();
    await shell.searchView.search('a needle');
    await expect(shell.searchView.lines.filter({ hasText: 'a needle on this machine' })).toBeVisible();
    await expect(shell.searchView.lines.filter({ hasText: 'a needle in the cloud' })).toBeVisible();
    await expect(shell.searchView.lines).toHaveCount(2);
    await shell.screenshot('search-view-same-name');
});

test('the Search view searches all cloud documents while no folder is open, and opens them at the match [BY-05]', async ({
    signedIn: shell,
    ide,
    user
}) => {
    const long = `${'x'.repeat(400)} long Needle ${'y'.repeat(400)}`;
    await user.createDocument('rules.dsl', `one\ntwo needle\n${long}\n`, 'plaintext', 'models');
    await user.createDocument('other.md', 'straw\n', 'markdown');
    await shell.page.goto(`${ide.address}/#!empty`);
    await shell.reload();
    await expect(shell.account.entry).toContainText(user.email);
    await shell.searchView.open();
    await expect(shell.searchView.notice).toHaveText('No folder is open. This searches your cloud documents.');
    await shell.searchView.search('needle');
    await expect(shell.searchView.files).toHaveText(['rules.dsl']);
    await expect(shell.searchView.lines).toHaveText([/two needle/, /long Needle y+/]);
    await shell.screenshot('search-view-cloud');
    await shell.searchView.caseSwitch.click();
    await expect(shell.searchView.lines).toHaveText([/two needle/]);
    await shell.searchView.lines.click();
    const editor = await shell.editor('rules.dsl');
    await expect(shell.cursorStatus).toContainText('Ln 2, Col 11');

    // Unsaved text is searched, too, and each document is there once.
    await editor.append('a new needle');
    await shell.searchView.search('needle ');
    await shell.searchView.search('needle');
    await expect(shell.searchView.files).toHaveText(['rules.dsl']);
    await expect(shell.searchView.lines).toHaveText([/two needle/, /a new needle/]);
    await shell.searchView.patternSwitch.click();
    await expect(shell.notifications.toast('Cloud documents cannot be searched by a regular expression')).toBeVisible();
    await editor.save();
    await editor.expectDirty(false);
});

test('Replace All in the Search view changes only what is still there, and says when something is left [BY-05]', async ({
    signedIn: shell,
    ide,
    user
}) => {
    await user.setTier('pro');
    const bom = await user.createDocument('bom.txt', '\uFEFFneedle tail\r\nneedle tail\r\n');
    const many = await user.createDocument('many.txt', 'needle\n'.repeat(1005));
    const moved = await user.createDocument('moved.txt', 'the needle here\n');
    await shell.page.goto(`${ide.address}/#!empty`);
    await shell.reload();
    await expect(shell.account.entry).toContainText(user.email);
    await shell.searchView.open();
    await shell.searchView.search('needle');
    await expect(shell.searchView.files).toHaveCount(3);
    await expect(shell.searchView.notice).toContainText('These are not all matches');
    await user.saveDocument(moved.id, 'alpha\nthe needle here\n');
    await shell.searchView.replaceAll('straw');
    await user.expectDocument(bom.id, { content: '\uFEFFstraw tail\r\nstraw tail\r\n' });
    await expect(
        shell.notifications.toast(/Not all matches in 2 documents were replaced, among them “m/)
    ).toBeVisible();
    await user.expectDocument(many.id, { content: `${'straw\n'.repeat(1000)}${'needle\n'.repeat(5)}` });
    await user.expectDocument(moved.id, { content: 'alpha\nthe needle here\n', version: 2 });
});

test('the Search view shows nothing of a user who has signed out', async ({ signedIn: shell, user, workspace }) => {
    await writeFile(workspace.path('local.txt'), 'a needle on this machine\n');
    await user.createDocument('cloud.txt', 'a needle in the cloud\n');
    await shell.openCloudDocument('cloud.txt');
    await shell.searchView.open();
    await shell.searchView.search('a needle');
    await expect(shell.searchView.lines).toHaveCount(2);
    await shell.signOut();
    await expect(shell.searchView.lines).toHaveText(['a needle on this machine']);
});

test('the Search view searches the open cloud folder alone, own or shared [BY-05]', async ({
    signedIn: shell,
    ide,
    user,
    stranger: owner
}) => {
    await owner.signUp();
    await owner.setTier('pro');
    await user.createDocument('own.md', 'a needle\n', 'markdown', 'models');
    for (const folder of ['models', 'plans']) {
        const { id } = await owner.createDocument(`${folder}.md`, 'a needle\n', 'markdown', folder);
        await owner.shareDocument(id, user.email, 'view');
    }
    for (const [folder, files] of [
        ['sanyam:/', ['own.md']],
        ['sanyam://~shared/', ['models.md', 'plans.md']],
        [`sanyam://~shared/${owner.email}/models`, ['models.md']]
    ] as const) {
        await shell.page.goto(`${ide.address}/#${folder}`);
        await shell.reload();
        await expect(shell.account.entry).toContainText(user.email);
        await shell.searchView.open();
        await shell.searchView.search('needle');
        const found = async () => (await shell.searchView.files.allTextContents()).sort();
        await expect.poll(found, { message: folder }).toEqual(files);
    }
});

test('the fields of the Search view have a border in high contrast, and patterns that are too long are refused with a reason', async ({
    shell
}) => {
    await shell.runCommand('Preferences: Color Theme');
    await shell.quickInput.choose('High Contrast (Theia)');
    const view = shell.searchView;
    await view.open();
    await view.search('name');
    await view.include('*.yaml');
    await expect(view.files.first()).toBeVisible();
    await shell.welcomePage.root.click();
    await shell.screenshot('search-high-contrast');
    const areVisible = () =>
        view.fieldFrames.evaluateAll(frames =>
            frames.map(frame => {
                const { borderTopColor, backgroundColor } = getComputedStyle(frame);
                return borderTopColor !== backgroundColor && borderTopColor !== 'rgba(0, 0, 0, 0)';
            })
        );
    await expect.poll(areVisible).toEqual([true, true, true]);
    await view.include(`{${'[a]'.repeat(4000)}`);
    await expect(view.message).toContainText('have more than 10000 characters.');
    await expect(view.files).toHaveCount(0);
    await shell.screenshot('search-long-pattern');
});
