// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The Timeline in the Explorer. */
export class Timeline {
    readonly header: Locator;
    /** The name of the document whose versions are listed. */
    readonly document: Locator;
    readonly entries: Locator;
    /** The entry that loads the next page. */
    readonly more: Locator;
    private readonly list: Locator;

    constructor(private readonly page: Page) {
        const part = page.locator('.part', { has: page.getByText('Timeline', { exact: true }) });
        this.header = part.locator('.theia-view-container-part-header');
        this.document = this.header.locator('.description');
        this.entries = page.locator('#timeline-view .timeline-item');
        this.more = this.entries.filter({ hasText: 'Load more' });
        this.list = page.locator('#timeline-view [data-virtuoso-scroller]');
    }

    async open(): Promise<void> {
        await this.header.click();
    }

    /** Returns the entry of a version. */
    entry(version: string): Locator {
        return this.entries.filter({ hasText: new RegExp(`^${version}(?!\\d)`) });
    }

    /** Only the entries that are in sight are on the page. */
    async scrollToEnd(): Promise<void> {
        await this.list.evaluate(list => list.scrollTo({ top: list.scrollHeight }));
    }

    /** Loads the next page, as the user does at the end of the list. */
    async loadMore(): Promise<void> {
        await this.scrollToEnd();
        await this.more.click();
    }

    /** Chooses an entry of the context menu of a version. */
    async choose(version: string, entry: string): Promise<void> {
        await this.entry(version).click({ button: 'right' });
        await this.page
            .locator('.lm-Menu-item')
            .filter({ has: this.page.getByText(entry, { exact: true }) })
            .click();
    }
}
