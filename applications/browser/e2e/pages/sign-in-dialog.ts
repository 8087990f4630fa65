// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The dialog for sign-in and sign-up. */
export class SignInDialog {
    readonly root: Locator;
    readonly email: Locator;
    readonly password: Locator;
    /** The error or notice in the dialog. */
    readonly message: Locator;

    constructor(page: Page) {
        this.root = page.getByRole('dialog', { name: /Sign (In|Up)/ });
        this.email = this.root.getByLabel('Email');
        this.password = this.root.getByLabel('Password', { exact: true });
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

    async submit(action: 'Sign In' | 'Sign Up'): Promise<void> {
        await this.root.locator('.dialogControl').getByRole('button', { name: action, exact: true }).click();
    }

    async cancel(): Promise<void> {
        await this.root.getByRole('button', { name: 'Cancel' }).click();
    }
}
