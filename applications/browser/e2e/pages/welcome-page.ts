// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The welcome page. */
export class WelcomePage {
    readonly root: Locator;
    readonly cloud: Locator;

    constructor(page: Page) {
        this.root = page.getByRole('main', { name: 'Sanyam' });
        this.cloud = this.root.getByRole('region', { name: 'Cloud' });
    }

    entry(label: string): Locator {
        return this.root.getByRole('button', { name: label });
    }
}
