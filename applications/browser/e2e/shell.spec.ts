// SPDX-License-Identifier: MIT

import type { Locator } from '@playwright/test';
import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

/** As long as a name can be, with an extension. */
const LONG_NAME = `${'a-name-of-many-words-'.repeat(12)}.md`;

const NARROW = { width: 400, height: 800 };

test('a dialog is inside a window of 400 pixels, also with a long name', async ({ signedIn: shell, user }) => {
    await user.createDocument(LONG_NAME, '# Notes\n');
    const editor = await shell.openCloudDocument(LONG_NAME);
    await editor.append('unsaved');
    await shell.page.setViewportSize(NARROW);
    await shell.signOut();
    await expect(shell.signOutDialog.root).toBeVisible();
    await shell.screenshot('narrow-sign-out');
    const isInside = (element: Locator) =>
        element.evaluate((node, width) => {
            const { left, right } = node.getBoundingClientRect();
            return left > 0 && right < width;
        }, NARROW.width);
    const { root } = shell.signOutDialog;
    const actions = ['Cancel', 'Discard Changes', 'Save All'].map(name => root.getByRole('button', { name }));
    for (const element of [root, ...actions]) {
        await expect.poll(() => isInside(element), { message: String(element) }).toBe(true);
    }
    await shell.signOutDialog.choose('Cancel');
});

test('the tab of a long name fits into the window, and its tooltip has the whole name', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument(LONG_NAME, '# Notes\n');
    const { tab } = await shell.openCloudDocument(LONG_NAME);
    for (const viewport of [{ width: 1280, height: 800 }, NARROW]) {
        await shell.page.setViewportSize(viewport);
        await expect.poll(async () => (await tab.boundingBox())?.width ?? 0).toBeLessThan(viewport.width);
        await expect.poll(async () => (await tab.boundingBox())?.width ?? 0).toBeLessThan(400);
        await shell.screenshot(`long-name-${viewport.width}`);
    }
    await tab.hover();
    await expect(shell.tooltip).toContainText(LONG_NAME);
    await shell.screenshot('long-name-tooltip');
});

test('a tooltip goes when what it says is no longer true, or the user types', async ({ shell, user }) => {
    await shell.account.entry.hover();
    await expect(shell.tooltip).toContainText('Sign in to save');
    // The pointer stays where it is.
    await shell.account.press();
    await shell.signInDialog.fill(user.email, user.password);
    await shell.page.keyboard.press('Enter');
    await expect(shell.account.entry).toContainText(user.email);
    await expect(shell.tooltip).toHaveCount(0);
    await shell.screenshot('tooltip-after-sign-in');
    await shell.welcomePage.root.hover();
    await shell.account.entry.hover();
    await expect(shell.tooltip).toContainText(`Signed in as ${user.email}`);
    await shell.page.keyboard.press('F1');
    await expect(shell.quickInput.widget).toBeVisible();
    await expect(shell.tooltip).toHaveCount(0);
});

test('the tooltip of the field of a quick pick is before the quick pick', async ({ shell }) => {
    await shell.page.keyboard.press('F1');
    await shell.quickInput.fill('>Preferences: Color Theme');
    await shell.quickInput.choose('Preferences: Color Theme');
    await shell.quickInput.field.hover();
    const tooltip = shell.page.locator('.workbench-hover');
    await expect(tooltip).toBeVisible();
    await shell.screenshot('quick-pick-tooltip');
    const layerOf = (selector: string): Promise<number> =>
        shell.page.locator(selector).evaluate(element => Number(getComputedStyle(element).zIndex));
    const quickInput = await layerOf('.quick-input-widget');
    expect(await layerOf('.context-view:has(.workbench-hover)')).toBeGreaterThan(quickInput);
});

test('the status bar has no values of an editor that is closed', async ({ shell }) => {
    await shell.openFile('pipeline.yaml');
    const values = ['cursor-position', 'encoding', 'language', 'eol', 'tabbing-config'].map(name =>
        shell.page.locator(`[id="status-bar-editor-status-${name}"]`)
    );
    for (const value of values) {
        await expect(value).toHaveCount(1);
    }
    await shell.runCommand('View: Close All Tabs in Main Area');
    for (const value of values) {
        await expect(value).toHaveCount(0);
    }
    await shell.screenshot('no-editor');
    await shell.openFile('pipeline.yaml');
    await expect(shell.encodingStatus).toHaveText('UTF-8');
    await shell.runCommand('Help: Get Started');
    await expect(shell.encodingStatus).toHaveCount(0);
});

test('the status bar says that documents are being saved, when that takes longer than a moment', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    const editor = await shell.openCloudDocument('notes.md');
    await editor.append('unsaved');
    await shell.openFile('pipeline.yaml');
    const hold = await Hold.requests(shell.page, /\/rpc\/save_document/);
    await shell.signOut();
    await shell.signOutDialog.choose('Save All');
    await hold.reached;
    await expect(shell.progressStatus).toContainText('Saving…');
    await shell.screenshot('saving');
    hold.release();
    await shell.expectSignedOut();
    await expect(shell.progressStatus).toHaveCount(0);
});

test('the settings editor finds the settings of Sanyam, and resets one', async ({
    startBackend,
    openBrowser,
    cloudVariables
}) => {
    const shell = await openBrowser(await startBackend(cloudVariables, { 'sanyam.autoSave.enabled': false }));
    await shell.runCommand('Preferences: Open Settings (UI)');
    const editor = shell.page.locator('.theia-settings-container');
    await editor.getByPlaceholder('Search settings').fill('sanyam.autoSave');
    const setting = editor.locator('[data-pref-id="sanyam.autoSave.enabled"]:visible').first();
    await expect(setting.locator('input')).not.toBeChecked();
    await setting.hover();
    await setting.locator('.settings-context-menu-btn').click();
    await shell.page.getByText('Reset Setting').click();
    await expect(setting.locator('input')).toBeChecked();
});
