// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The menus at the top of the window. */
export class MenuBar {
    readonly items: Locator;

    constructor(private readonly page: Page) {
        this.items = page.locator('.lm-Menu').getByRole('menuitem');
    }

    async open(menu: string): Promise<void> {
        await this.page.getByRole('menubar').getByRole('menuitem', { name: menu }).click();
    }

    async close(): Promise<void> {
        await this.page.keyboard.press('Escape');
    }

    item(label: string): Locator {
        return this.items.filter({ hasText: label });
    }
}
