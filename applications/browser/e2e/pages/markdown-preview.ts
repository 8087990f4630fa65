// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The formatted text of a Markdown document. */
export class MarkdownPreview {
    readonly surface: Locator;

    constructor(page: Page) {
        this.surface = page.locator('.sanyam-markdown-preview');
    }

    heading(name: string): Locator {
        return this.surface.getByRole('heading', { name, exact: true });
    }

    async followLink(text: string): Promise<void> {
        await this.surface.locator('a', { hasText: text }).first().click();
    }
}
