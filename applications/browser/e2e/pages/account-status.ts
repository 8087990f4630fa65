// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The account in the status bar. */
export class AccountStatus {
    readonly entry: Locator;

    constructor(page: Page) {
        this.entry = page.locator('[id="status-bar-sanyam.account"]');
    }

    press(): Promise<void> {
        return this.entry.click();
    }
}
