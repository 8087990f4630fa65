// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The Timeline in the Explorer. */
export class Timeline {
    readonly header: Locator;
    /** The name of the document whose versions are listed. */
    readonly document: Locator;
    readonly entries: Locator;

    constructor(private readonly page: Page) {
        const part = page.locator('.part', { has: page.getByText('Timeline', { exact: true }) });
        this.header = part.locator('.theia-view-container-part-header');
        this.document = this.header.locator('.description');
        this.entries = page.locator('#timeline-view .timeline-item');
    }

    async open(): Promise<void> {
        await this.header.click();
    }

    /** Chooses an entry of the context menu of a version. */
    async choose(version: string, entry: string): Promise<void> {
        await this.entries.filter({ hasText: version }).click({ button: 'right' });
        await this.page
            .locator('.lm-Menu-item')
            .filter({ has: this.page.getByText(entry, { exact: true }) })
            .click();
    }
}
