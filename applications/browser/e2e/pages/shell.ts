// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';
import path from 'node:path';
import { AccountStatus } from './account-status.js';
import { Notifications } from './notifications.js';
import { QuickInput } from './quick-input.js';
import { SignInDialog } from './sign-in-dialog.js';
import { TextEditor } from './text-editor.js';

const SCREENSHOTS = path.resolve(import.meta.dirname, '..', '..', 'screenshots');

/** The window: menus, tabs, and what opens in it. */
export class Shell {
    readonly account: AccountStatus;
    readonly quickInput: QuickInput;
    readonly signInDialog: SignInDialog;
    readonly notifications: Notifications;

    constructor(readonly page: Page) {
        this.account = new AccountStatus(page);
        this.quickInput = new QuickInput(page);
        this.signInDialog = new SignInDialog(page);
        this.notifications = new Notifications(page);
    }

    /** Opens the IDE on a folder and waits until it can be used. */
    async open(address: string, folder: string): Promise<void> {
        await this.page.goto(`${address}/#${folder}`);
        await this.painted();
    }

    async reload(): Promise<void> {
        await this.page.reload();
        await this.painted();
    }

    async runCommand(label: string): Promise<void> {
        await this.page.keyboard.press('F1');
        await this.quickInput.fill(`>${label}`);
        await this.quickInput.choose(label);
    }

    /** Opens a file of the workspace. */
    async openFile(name: string): Promise<TextEditor> {
        await this.page.keyboard.press('Control+p');
        await this.quickInput.fill(name);
        await this.quickInput.choose(name);
        return this.editor(name);
    }

    /** Signs in with the dialog that is open. */
    async signIn({ email, password }: { email: string; password: string }): Promise<void> {
        await this.account.press();
        await this.signInDialog.fill(email, password);
        await this.signInDialog.submit('Sign In');
        await expect(this.account.entry).toContainText(email);
    }

    /** The editor of a document, once it is the one in front. */
    async editor(name: string): Promise<TextEditor> {
        const editor = new TextEditor(this.page, name);
        await expect(editor.tab).toHaveClass(/lm-mod-current/);
        await expect(editor.surface).toBeVisible();
        return editor;
    }

    menuItem(name: string): Locator {
        return this.page.getByRole('menuitem', { name });
    }

    async screenshot(name: string): Promise<void> {
        await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
    }

    private async painted(): Promise<void> {
        await expect(this.page.locator('.theia-preload')).toHaveCount(0);
        await expect(this.page.getByRole('menuitem', { name: 'File' })).toBeVisible();
    }
}
