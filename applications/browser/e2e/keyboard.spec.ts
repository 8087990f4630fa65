// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/test.js';
import type { KeyboardShortcut } from './pages/keyboard-shortcuts.js';
import type { Shell } from './pages/shell.js';

const BASE = 'The text before both changes.\n';

/** Presses Tab until an element has the keyboard. */
async function tabTo(page: Page, element: Locator): Promise<void> {
    await expect(element).toBeVisible();
    const isFocused = () => element.evaluate(node => node === document.activeElement);
    for (let presses = 0; presses < 40 && !(await isFocused()); presses++) {
        await page.keyboard.press('Tab');
    }
    await expect(element).toBeFocused();
}

/** Runs a command from the palette with keys alone. */
async function runByKeys({ page, quickInput }: Shell, command: string): Promise<void> {
    await page.keyboard.press('F1');
    await expect(quickInput.field).toBeFocused();
    await page.keyboard.type(command);
    await expect(quickInput.options.first()).toContainText(command);
    await page.keyboard.press('Enter');
}

/** Returns whether keys of one command also start another one where they are pressed. */
function fights(own: KeyboardShortcut, other: KeyboardShortcut): boolean {
    const isSame = other.command === own.command && other.when === own.when;
    const isBegin = own.keys.startsWith(`${other.keys} `) || other.keys.startsWith(`${own.keys} `);
    const isEverywhere = own.when === '' || other.when === '';
    const isInTextToo = own.when.includes('editorTextFocus') && /editor(Text)?Focus/.test(other.when);
    return !isSame && (other.keys === own.keys || isBegin) && (isEverywhere || isInTextToo || other.when === own.when);
}

test('the keys of Sanyam start no other command', async ({ shell }) => {
    await shell.runCommand('Keyboard Shortcuts');
    const shortcuts = await shell.keyboardShortcuts.read();
    for (const [command, keys] of [
        ['Sanyam: Save to Cloud…', 'alt+ctrl+u'],
        ['Sanyam: Open Cloud Document…', 'alt+ctrl+l'],
        ['Markdown: Open Preview', 'ctrl+shift+v'],
        ['Markdown: Open Preview to the Side', 'ctrl+k v']
    ] as const) {
        const own = shortcuts.find(shortcut => shortcut.command === command && shortcut.keys === keys);
        expect(own, `${keys} of ${command}`).toBeDefined();
        expect(own && shortcuts.filter(other => fights(own, other))).toEqual([]);
    }
});

test('the keys of the Cloud view act on its rows', async ({ signedIn: shell, user }) => {
    await user.createDocument('a.md', 'a\n', 'plaintext');
    const { cloudView: view, page, quickInput } = shell;
    await view.open();
    await view.select('a.md');
    await expect(view.tree).toBeFocused();
    await page.keyboard.press('F2');
    await expect(quickInput.field).toHaveValue('a.md');
    await quickInput.cancel();
    await expect(quickInput.widget).toBeHidden();

    await view.tree.focus();
    await page.keyboard.press('Control+Enter');
    await shell.editor('a.md');
    await view.tree.focus();
    await page.keyboard.press('Control+f');
    await expect(view.filter).toBeFocused();
    await view.tree.focus();
    await page.keyboard.press('Delete');
    await expect(shell.notifications.toast('Moved “a.md” to the trash.')).toBeVisible();
});

test('a document is shared, and a share ends, by keyboard alone [FR-036]', async ({ signedIn: shell, user }) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', '# Plan\n', 'plaintext');
    const editor = await shell.openCloudDocument('plan.md');
    const { page, shareDialog: dialog } = shell;
    await editor.focus();
    await runByKeys(shell, 'Sanyam: Share…');
    await expect(dialog.addresses).toBeFocused();
    await page.keyboard.type('ada@example.org');
    await page.keyboard.press('Enter');
    await expect(dialog.person('ada@example.org')).toBeVisible();
    await tabTo(page, dialog.permissionOf('ada@example.org'));
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await user.listShares(id)).map(({ permission }) => permission)).toEqual(['edit']);
    await tabTo(page, dialog.root.getByRole('button', { name: 'End Access of ada@example.org' }));
    await page.keyboard.press('Enter');
    await expect(dialog.person('ada@example.org')).toContainText('No longer has access');
    await page.keyboard.press('Escape');
    await expect(dialog.root).toHaveCount(0);
    await expect.poll(() => editor.hasFocus()).toBe(true);
});

test('a version is restored from the history by keyboard alone [FR-043]', async ({ signedIn: shell, user }) => {
    await user.setTier('pro');
    const { id } = await user.createDocument('plan.md', 'first\n', 'plaintext');
    await user.saveDocument(id, 'second\n');
    const editor = await shell.openCloudDocument('plan.md');
    const { page, quickInput } = shell;
    await editor.focus();
    await runByKeys(shell, 'Sanyam: Show History');
    await expect(quickInput.option('Version 2')).toBeVisible();
    await page.keyboard.type('Version 1');
    await expect(quickInput.options).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(quickInput.option('Restore')).toBeVisible();
    await page.keyboard.type('Restore');
    await expect(quickInput.options).toHaveCount(1);
    await page.keyboard.press('Enter');
    await editor.expectText('first\n');
    await user.expectDocument(id, { version: 3, content: 'first\n' });
});

test('a conflict is decided by keyboard alone [BY-01]', async ({ signedIn: shell, user, consoleWatch }) => {
    consoleWatch.expectErrors(/status of 409/);
    const { id } = await user.createDocument('notes.md', BASE, 'plaintext');
    const editor = await shell.openCloudDocument('notes.md');
    const { page, conflictDialog: dialog } = shell;
    await editor.append('Mine.');
    await user.saveDocument(id, `${BASE}Theirs.`);
    await page.keyboard.press('Control+s');
    await tabTo(page, dialog.root.getByRole('button', { name: 'Overwrite' }));
    await page.keyboard.press('Enter');
    await editor.expectDirty(false);
    await user.expectDocument(id, { content: `${BASE}Mine.` });

    await page.keyboard.type(' Again.');
    await user.saveDocument(id, `${BASE}Theirs again.`);
    await page.keyboard.press('Control+s');
    await tabTo(page, dialog.root.getByRole('button', { name: 'Compare' }));
    await page.keyboard.press('Enter');
    await expect(shell.diffEditor.left).toContainText('Theirs again.');
});
