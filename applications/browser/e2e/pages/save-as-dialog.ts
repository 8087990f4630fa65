// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The dialog of File > Save As…, and that of an export. */
export class SaveAsDialog {
    readonly root: Locator;
    readonly name: Locator;
    /** The folder whose contents the dialog shows. */
    readonly folder: Locator;

    constructor(page: Page) {
        this.root = page.locator('.dialogBlock').filter({ hasText: /Save (Export )?As/ });
        this.name = this.root.locator('.theia-FileNameTextField');
        this.folder = this.root.locator('.theia-LocationList');
    }

    async save(): Promise<void> {
        await this.root.getByRole('button', { name: 'Save', exact: true }).click();
    }

    async saveToCloud(): Promise<void> {
        await this.root.getByRole('button', { name: 'Save to Cloud…' }).click();
    }

    async cancel(): Promise<void> {
        await this.root.getByRole('button', { name: 'Cancel' }).click();
    }
}
