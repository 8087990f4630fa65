// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The menus at the top of the window. */
export class MenuBar {
    readonly items: Locator;
    /** The names of the menus. */
    readonly menus: Locator;

    constructor(private readonly page: Page) {
        this.menus = page.getByRole('menubar').getByRole('menuitem');
        this.items = page.locator('.lm-Menu').getByRole('menuitem');
    }

    async open(menu: string): Promise<void> {
        await this.menus.filter({ hasText: menu }).click();
    }

    async close(): Promise<void> {
        await this.page.keyboard.press('Escape');
    }

    item(label: string): Locator {
        return this.items.filter({ hasText: label });
    }
}
