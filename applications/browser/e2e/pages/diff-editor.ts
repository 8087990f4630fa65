// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** An editor that shows two texts side by side. */
export class DiffEditor {
    readonly left: Locator;
    readonly right: Locator;

    constructor(private readonly page: Page) {
        const root = page.locator('.monaco-diff-editor');
        this.left = root.locator('.editor.original .view-lines');
        this.right = root.locator('.editor.modified .view-lines');
    }

    /** @param sides what the two sides are, from the title of the tab */
    async close(sides: string): Promise<void> {
        const tab = this.page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: sides });
        await tab.locator('.lm-TabBar-tabCloseIcon').click();
        await expect(tab).toHaveCount(0);
    }
}
