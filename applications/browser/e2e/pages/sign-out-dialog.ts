// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The dialog that asks what to do with unsaved text before the user signs out. */
export class SignOutDialog {
    readonly root: Locator;

    constructor(page: Page) {
        this.root = page.locator('.dialogBlock').filter({ hasText: 'Save your changes before you sign out?' });
    }

    async choose(action: 'Save All' | 'Discard Changes' | 'Cancel'): Promise<void> {
        await this.root.getByRole('button', { name: action }).click();
    }
}
