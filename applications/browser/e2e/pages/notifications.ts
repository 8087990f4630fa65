// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** The notifications at the bottom right. */
export class Notifications {
    readonly toasts: Locator;
    /** The list of all notifications. */
    readonly all: Locator;

    constructor(page: Page) {
        this.toasts = page.locator('.theia-notification-toasts .theia-notification-list-item');
        this.all = page.locator('.theia-notification-center .theia-notification-list-item');
    }

    toast(text: string | RegExp): Locator {
        return this.toasts.filter({ hasText: text });
    }

    async choose(text: string | RegExp, action: string): Promise<void> {
        await this.toast(text).getByRole('button', { name: action, exact: true }).click();
    }

    async close(text: string | RegExp): Promise<void> {
        await this.toast(text).locator('.codicon-close').click();
        await expect(this.toast(text)).toHaveCount(0);
    }
}
