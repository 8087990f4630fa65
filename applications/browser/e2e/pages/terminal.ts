// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** The terminal in the panel below the editors. */
export class Terminal {
    readonly surface: Locator;

    constructor(private readonly page: Page) {
        this.surface = page.locator('.terminal-container .xterm').first();
    }

    /** Types a line and runs it. The shell echoes what arrives before it is ready. */
    async run(line: string): Promise<void> {
        await expect(this.surface).toBeVisible();
        await this.surface.click();
        await expect(this.surface.getByRole('textbox')).toBeFocused();
        await this.page.keyboard.type(line);
        await this.page.keyboard.press('Enter');
    }
}
