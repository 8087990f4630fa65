// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog for sign-in and sign-up. */
export class SignInDialog {
    readonly root: Locator;
    readonly email: Locator;
    readonly password: Locator;
    readonly newPassword: Locator;
    /** The digits of a mail. */
    readonly code: Locator;
    /** The buttons of the other ways to sign in. */
    readonly otherWays: Locator;
    /** The error or notice in the dialog. */
    readonly message: Locator;

    constructor(page: Page) {
        this.root = page.getByRole('dialog', { name: /Sign (In|Up)|New Password/ });
        this.email = this.root.getByLabel('Email');
        this.password = this.root.getByLabel('Password', { exact: true });
        this.newPassword = this.root.getByLabel('New Password', { exact: true });
        this.code = this.root.getByLabel('Code', { exact: true });
        this.otherWays = this.root.getByRole('group', { name: 'Other Ways to Sign In' }).getByRole('button');
        this.message = this.root.getByRole('status');
    }

    async fill(email: string, password: string): Promise<void> {
        await this.email.fill(email);
        await this.password.fill(password);
    }

    /** Switches from sign-in to sign-up. */
    async switchToSignUp(): Promise<void> {
        await this.root.getByRole('paragraph').getByRole('button', { name: 'Sign Up' }).click();
    }

    /** Leads to another way to sign in, or to another step. */
    async choose(label: string): Promise<void> {
        await this.root.getByRole('button', { name: label, exact: true }).click();
    }

    async submit(action: 'Sign In' | 'Sign Up' | 'Send Email' | 'Set Password'): Promise<void> {
        await this.root.locator('.dialogControl').getByRole('button', { name: action, exact: true }).click();
    }

    /** Sends the mail with a code. The server makes a pause between two mails to an address. */
    async sendCode(): Promise<void> {
        const send = this.root.locator('.dialogControl').getByRole('button', { name: 'Send Email', exact: true });
        await expect(async () => {
            if (!(await this.code.isVisible())) {
                await send.click({ timeout: 2_000 });
            }
            await expect(this.code).toBeVisible({ timeout: 2_000 });
        }).toPass();
    }

    async cancel(): Promise<void> {
        await this.root.getByRole('button', { name: 'Cancel' }).click();
    }
}
