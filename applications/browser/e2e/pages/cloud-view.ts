// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';
import { type DroppedFile, dropFiles } from './drop-files.js';
import type { Explorer } from './explorer.js';

/** The Cloud view in the side bar. */
export class CloudView {
    readonly tab: Locator;
    readonly root: Locator;
    readonly tree: Locator;
    readonly rows: Locator;
    readonly filter: Locator;
    /** The name of the view, above it. */
    readonly title: Locator;
    /** What the view says above its tree, or in place of it. */
    readonly notice: Locator;
    /** The numbers of documents and bytes beside the plan's limits. */
    readonly usage: Locator;

    constructor(private readonly page: Page) {
        this.tab = page.locator('[id="shell-tab-sanyam-cloud"]');
        this.root = page.locator('[id="sanyam-cloud"]');
        this.tree = this.root.getByRole('tree', { name: 'Cloud documents' });
        this.rows = this.tree.getByRole('treeitem');
        this.filter = this.root.getByRole('textbox', { name: 'Filter by name' });
        this.title = page.locator('.theia-sidepanel-title').filter({ hasText: 'Cloud' });
        this.notice = this.root.getByRole('status');
        this.usage = this.root.getByRole('region', { name: 'Usage' });
    }

    async open(): Promise<void> {
        await this.tab.click();
        await expect(this.root).toBeVisible();
    }

    /** Returns the row that begins with a name. */
    row(name: string): Locator {
        return this.rows.filter({ has: this.page.getByText(name, { exact: true }) });
    }

    /** Returns the names in the view from top to bottom, with two spaces for each level below the first. */
    async outline(): Promise<string[]> {
        return this.rows.evaluateAll(rows =>
            rows.map(row => {
                const name = row.querySelector('.sanyam-cloud-name')?.textContent ?? '';
                return '  '.repeat(Number(row.getAttribute('aria-level')) - 1) + name;
            })
        );
    }

    async expand(name: string): Promise<void> {
        if ((await this.row(name).getAttribute('aria-expanded')) === 'false') {
            await this.row(name).click();
        }
        await expect(this.row(name)).toHaveAttribute('aria-expanded', 'true');
    }

    /** Selects rows without opening them. */
    async select(...names: string[]): Promise<void> {
        for (const name of names) {
            await this.row(name).click({ modifiers: ['Control'] });
        }
    }

    /** Chooses an entry of a row's context menu. */
    async choose(name: string, entry: string): Promise<void> {
        await this.row(name).click({ button: 'right' });
        await this.menuEntry(entry).click();
    }

    menuEntry(label: string): Locator {
        return this.page.locator('.lm-Menu-item').filter({ has: this.page.getByText(label, { exact: true }) });
    }

    /** Presses the button of a row that shows while the mouse is over it. */
    async press(name: string, action: string): Promise<void> {
        await this.row(name).hover();
        await this.row(name).getByRole('button', { name: action }).click();
    }

    /** Drags a row over the tab of the Explorer, which opens, to a folder there. */
    async dragToExplorer(name: string, explorer: Explorer, folder: string): Promise<void> {
        await this.row(name).hover();
        await this.page.mouse.down();
        // The first move begins the drag, and only the next one is over the tab.
        await explorer.tab.hover();
        await explorer.tab.hover();
        await expect(explorer.row(folder)).toBeVisible();
        await explorer.row(folder).hover();
        await this.page.mouse.up();
    }

    /** Drops files on a row, or on the space below the rows. */
    async dropFiles(files: readonly DroppedFile[], row?: string): Promise<void> {
        await dropFiles(row === undefined ? this.tree.locator('.theia-TreeContainer') : this.row(row), files);
    }
}
