// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The notifications at the bottom right. */
export class Notifications {
    readonly toasts: Locator;

    constructor(page: Page) {
        this.toasts = page.locator('.theia-notification-toasts .theia-notification-list-item');
    }

    toast(text: string | RegExp): Locator {
        return this.toasts.filter({ hasText: text });
    }

    async choose(text: string | RegExp, action: string): Promise<void> {
        await this.toast(text).getByRole('button', { name: action }).click();
    }
}
