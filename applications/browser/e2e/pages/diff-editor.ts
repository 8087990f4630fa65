// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** An editor that shows two texts side by side. */
export class DiffEditor {
    readonly left: Locator;
    readonly right: Locator;

    constructor(page: Page) {
        const root = page.locator('.monaco-diff-editor');
        this.left = root.locator('.editor.original .view-lines');
        this.right = root.locator('.editor.modified .view-lines');
    }
}
