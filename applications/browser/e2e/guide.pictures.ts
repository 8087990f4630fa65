// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Hold } from './fixtures/hold.js';
import { TestUser } from './fixtures/test-user.js';
import { expect, test } from './fixtures/test.js';

const IMAGES = path.resolve(import.meta.dirname, '..', '..', '..', 'docs', 'images');

/** Wide enough for the side bar and 80 columns of text. Pictures are not larger, so that a page loads fast. */
const WINDOW = { width: 1100, height: 640 };

const PLAN = `# Release plan

1. Freeze the grammar on Monday.
2. Grace reviews the migration guide.
3. Publish on Friday, after the tests.
`;

const PIPELINE = 'source: orders\nsteps:\n  - clean\n  - join: customers\n  - report: weekly\n';

async function picture(page: Page, name: string, element?: Locator): Promise<void> {
    // Without the cursor's blinking, and without a tooltip.
    await page.mouse.move(WINDOW.width / 2, 2);
    const clip = element && (await element.boundingBox());
    await page.screenshot({
        path: path.join(IMAGES, `${name}.png`),
        caret: 'hide',
        animations: 'disabled',
        ...(clip ? { clip } : {})
    });
}

test('the pictures of the guide', async ({ cloud, startBackend, openBrowser, cloudVariables, consoleWatch }) => {
    test.setTimeout(10 * 60_000);
    consoleWatch.expectErrors(/status of 409/);
    const ada = new TestUser(cloud, 'ada@example.org');
    const grace = new TestUser(cloud, 'grace@example.org');
    await ada.signUp();
    await grace.signUp();
    await ada.setTier('pro');
    await grace.setTier('pro');

    const settings = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };
    const shell = await openBrowser(await startBackend(cloudVariables, settings), { colorScheme: 'light' });
    const { page, cloudView: view } = shell;
    await page.setViewportSize(WINDOW);
    await shell.account.press();
    await expect(shell.signInDialog.email).toBeVisible();
    await shell.signInDialog.fill(ada.email, ada.password);
    await picture(page, 'sign-in', shell.signInDialog.root);
    await shell.signInDialog.submit('Sign In');
    await expect(shell.account.entry).toContainText(ada.email);

    await shell.openFile('calculator.jison');
    await shell.runCommand('Save to Cloud');
    await expect(shell.quickInput.widget).toContainText('Enter a name for the cloud document');
    await picture(page, 'save-to-cloud');
    await shell.quickInput.accept();
    await expect(shell.syncStatus).toContainText('Saved to the cloud');
    await shell.notifications.close('This editor now saves the cloud document');

    const { id } = await ada.createDocument('plan.md', '# Release plan\n', 'markdown', 'release');
    await ada.saveDocument(id, PLAN.replace('Friday', 'Thursday'));
    await ada.saveDocument(id, PLAN);
    await ada.createDocument('notes.md', '# Notes\n', 'markdown', 'release');
    await ada.createDocument('orders.yaml', PIPELINE, 'yaml', 'pipelines');
    await ada.trashDocument((await ada.createDocument('draft.md', 'old\n', 'markdown')).id);
    const theirs = await grace.createDocument('schema.sql', 'create table orders (id bigint);\n', 'sql');
    await grace.shareDocument(theirs.id, ada.email, 'edit');

    await view.open();
    await shell.regainFocus();
    await view.expand('release');
    await view.expand('grace@example.org');
    await view.expand('Trash');
    await view.row('plan.md').click();
    const editor = await shell.editor('plan.md');
    await expect(editor.lines).toContainText('Publish on Friday');
    await picture(page, 'cloud-view');

    await shell.runCommand('Sanyam: Share…');
    await shell.shareDialog.add(`${grace.email}, alan@example.org`);
    await expect(shell.shareDialog.people).toHaveCount(2);
    await shell.shareDialog.permissionOf(grace.email).selectOption('edit');
    await expect(shell.shareDialog.permissionOf(grace.email)).toBeEnabled();
    await picture(page, 'share', shell.shareDialog.root);
    await shell.shareDialog.close();

    await shell.runCommand('Sanyam: Show History');
    await expect(shell.quickInput.option('Version 3')).toBeVisible();
    await picture(page, 'history', shell.quickInput.widget);
    await shell.quickInput.choose('Version 2');
    await shell.quickInput.choose('Compare with Current');
    await expect(shell.diffEditor.left).toContainText('Thursday');
    await picture(page, 'compare');
    await montage(page);

    await editor.tab.first().click();
    const save = await Hold.requests(page, /\/rpc\/save_document/);
    await editor.append('Ada: announce it in the newsletter.');
    await save.reached;
    await grace.saveDocument(id, `${PLAN}Grace: and in the forum.`);
    save.release();
    await expect(editor.conflictBar).toBeVisible();
    await picture(page, 'conflict');
});

/** Puts the pictures of the history and of a share onto that of the Cloud view, for the README. */
async function montage(page: Page): Promise<void> {
    const source = async (name: string): Promise<string> =>
        `data:image/png;base64,${(await readFile(path.join(IMAGES, `${name}.png`))).toString('base64')}`;
    const sheet = await page.context().newPage();
    await sheet.setViewportSize(WINDOW);
    await sheet.setContent(`
        <style>
            body { margin: 0; }
            img { position: absolute; }
            .inset { border: 1px solid #8884; border-radius: 6px; box-shadow: 0 8px 28px #0006; }
        </style>
        <img src="${await source('cloud-view')}" style="inset: 0">
        <img class="inset" src="${await source('history')}" style="right: 40px; top: 190px; width: 480px">
        <img class="inset" src="${await source('share')}" style="right: 80px; bottom: 34px; width: 400px">
    `);
    await sheet.screenshot({ path: path.join(IMAGES, 'sanyam.png') });
    await sheet.close();
}
