// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The dialog that asks how to resolve a save conflict. */
export class ConflictDialog {
    readonly root: Locator;

    constructor(page: Page) {
        this.root = page.locator('.dialogBlock').filter({ hasText: 'has changed in the cloud' });
    }

    async choose(action: 'Compare' | 'Overwrite' | 'Take Theirs' | 'Keep Mine as a Copy' | 'Cancel'): Promise<void> {
        await this.root.getByRole('button', { name: action }).click();
    }
}
