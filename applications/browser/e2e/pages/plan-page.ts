// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** The page about the plan. */
export class PlanPage {
    readonly root: Locator;
    /** The table of all plans. */
    readonly comparison: Locator;
    /** What there is to know about the subscription. */
    readonly notice: Locator;
    /** What another plan would do. */
    readonly change: Locator;
    readonly heading: Locator;

    constructor(page: Page) {
        this.root = page.getByRole('main', { name: 'Plan and Usage' });
        this.comparison = this.root.getByRole('region', { name: 'Compare plans' }).getByRole('table');
        this.notice = this.root.getByRole('note');
        this.change = this.root.getByRole('region', { name: /^What changes with/ });
        this.heading = this.root.getByRole('heading', { name: /^Your plan is/ });
    }

    /** The values of a line of the comparison, in the order of the plans. */
    row(label: string): Locator {
        return this.comparison
            .getByRole('row')
            .filter({ has: this.root.page().getByRole('rowheader', { name: label, exact: true }) });
    }

    /** The value of a line of the comparison for a plan. Other tests have plans of their own beside it. */
    async value(label: string, plan: string): Promise<Locator> {
        const indexOf = async (): Promise<number> => {
            const headers = await this.comparison.getByRole('columnheader').allInnerTexts();
            const plans = headers.map(text => text.trim()).filter(text => text !== '');
            return plans.indexOf(plan);
        };
        let index = -1;
        await expect.poll(async () => (index = await indexOf())).not.toBe(-1);
        return this.row(label).getByRole('cell').nth(index);
    }

    /** A list of documents or keys by name. */
    list(title: string): Locator {
        return this.root.getByRole('group', { name: title });
    }

    async refresh(): Promise<void> {
        await this.root.getByRole('button', { name: 'Refresh' }).click();
    }

    /** Asks what another plan would do. */
    async consider(tier: string): Promise<void> {
        await this.root.getByRole('button', { name: `Change to ${tier}…` }).click();
        await expect(this.change).toContainText('Nothing is deleted');
    }

    meter(label: string): Locator {
        return this.root.getByRole('meter', { name: label });
    }
}
