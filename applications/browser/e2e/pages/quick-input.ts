// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The quick input at the top of the window: the command palette, quick picks and input boxes. */
export class QuickInput {
    readonly widget: Locator;
    readonly field: Locator;
    readonly options: Locator;

    constructor(page: Page) {
        this.widget = page.locator('.quick-input-widget');
        this.field = this.widget.getByRole('textbox');
        this.options = this.widget.getByRole('option');
    }

    /** Returns an entry of a list in which several can be chosen. */
    checkbox(text: string): Locator {
        return this.widget.getByRole('listbox').locator('.monaco-list-row').filter({ hasText: text });
    }

    option(text: string): Locator {
        return this.options.filter({ hasText: text });
    }

    /** Returns a button beside the field or in the title. */
    button(name: string): Locator {
        return this.widget.locator(`[aria-label="${name}"]`);
    }

    fill(text: string): Promise<void> {
        return this.field.fill(text);
    }

    async choose(text: string): Promise<void> {
        await this.option(text).first().click();
    }

    /** Presses Enter in the field. Waits for the field: a key before that goes to the editor. */
    async accept(): Promise<void> {
        await this.field.waitFor();
        await this.field.press('Enter');
    }

    async cancel(): Promise<void> {
        await this.field.waitFor();
        await this.field.press('Escape');
    }
}
