// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';
import { type DroppedFile, dropFiles } from './drop-files.js';

/** The Explorer in the side bar, with the files of the workspace. */
export class Explorer {
    readonly tab: Locator;
    /** The section with the files. */
    readonly files: Locator;
    readonly rows: Locator;
    /** What the Explorer says in place of its tree. */
    readonly notice: Locator;
    /** The title of the section: the name of the folder. */
    readonly title: Locator;
    readonly dialog: Locator;

    constructor(private readonly page: Page) {
        this.tab = page.locator('[id="shell-tab-explorer-view-container"]');
        this.files = page.locator('[id="files"]');
        this.rows = this.files.locator('.theia-TreeNode');
        this.notice = this.files.getByRole('status');
        this.title = page.locator('.part', { has: this.files }).locator('.theia-view-container-part-header');
        this.dialog = page.locator('.dialogBlock');
    }

    async open(): Promise<void> {
        if (!(await this.files.isVisible())) {
            await this.tab.click();
        }
        await expect(this.files).toBeVisible();
    }

    /** Returns the row of a file or a folder. */
    row(name: string): Locator {
        return this.rows.filter({ has: this.page.getByText(name, { exact: true }) });
    }

    /** Returns the names from top to bottom. */
    async names(): Promise<string[]> {
        return this.rows.locator('.theia-TreeNodeSegmentGrow').allInnerTexts();
    }

    async expand(name: string): Promise<void> {
        const toggle = this.row(name).locator('.theia-ExpansionToggle');
        if ((await toggle.getAttribute('class'))?.includes('theia-mod-collapsed') === true) {
            await toggle.click();
        }
        await expect(toggle).not.toHaveClass(/theia-mod-collapsed/);
    }

    /** Chooses an entry of a row's context menu. */
    async choose(name: string, entry: string): Promise<void> {
        await this.row(name).click({ button: 'right' });
        await this.page
            .locator('.lm-Menu-item')
            .filter({ has: this.page.getByText(entry, { exact: true }) })
            .click();
    }

    /** Fills the one field of the open dialog, and accepts it. */
    async answer(text: string): Promise<void> {
        await this.dialog.locator('input').fill(text);
        await this.dialog.locator('.dialogControl .main').click();
        await expect(this.dialog).toHaveCount(0);
    }

    async confirm(): Promise<void> {
        await this.dialog.locator('.dialogControl .main').click();
        await expect(this.dialog).toHaveCount(0);
    }

    /** Drags a row to another row. */
    async drag(name: string, target: string): Promise<void> {
        await this.row(name).dragTo(this.row(target));
    }

    /** Drops files on a row. */
    async dropFiles(files: readonly DroppedFile[], row: string): Promise<void> {
        await dropFiles(this.row(row), files);
    }
}
