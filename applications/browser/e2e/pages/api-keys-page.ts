// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** The page about API keys. */
export class ApiKeysPage {
    readonly root: Locator;
    /** The secret of the key that was just made. */
    readonly secret: Locator;
    /** Why nothing can be created, or what there is to see when there is no key. */
    readonly keys: Locator;
    private readonly dialog: Locator;

    constructor(private readonly page: Page) {
        this.root = page.getByRole('main', { name: 'API Keys' });
        this.secret = this.root.getByRole('textbox', { name: 'Secret' });
        this.keys = this.root.getByRole('region', { name: 'Your keys' }).getByRole('listitem');
        this.dialog = page.locator('.dialogBlock');
    }

    /** The keys of a name that work, the newest first. */
    key(name: string): Locator {
        return this.keys.filter({ has: this.page.getByRole('heading', { name, exact: true }) });
    }

    async create(name: string, scopes: readonly string[], lifetime?: string): Promise<void> {
        await this.root.getByLabel('Name').fill(name);
        for (const box of await this.root.getByRole('checkbox').all()) {
            const label = (await box.locator('..').textContent()) ?? '';
            await box.setChecked(scopes.some(scope => label.includes(scope)));
        }
        if (lifetime !== undefined) {
            await this.root.getByLabel('Valid for').selectOption(lifetime);
        }
        await this.root.getByRole('button', { name: 'Create Key' }).click();
    }

    async copySecret(): Promise<void> {
        await this.root.getByRole('button', { name: 'Copy', exact: true }).click();
    }

    async dismissSecret(): Promise<void> {
        await this.root.getByRole('button', { name: 'Done', exact: true }).click();
    }

    async rotate(key: Locator, hours: number): Promise<void> {
        await key.getByRole('button', { name: /^Rotate .+…$/ }).click();
        await key.getByLabel('Hours until the old key ends').fill(String(hours));
        await key.getByRole('button', { name: 'Rotate Key' }).press('Enter');
    }

    useButton(key: Locator): Locator {
        return key.getByRole('button', { name: /^Show Use of/ });
    }

    async showUse(key: Locator): Promise<void> {
        await this.useButton(key).click();
    }

    /** @param part of the key, which the question has */
    async revoke(key: Locator, part: string): Promise<void> {
        await key.getByRole('button', { name: /^Revoke .+…$/ }).click();
        await expect(this.dialog).toContainText(`Programs that use the key ${part} stop working`);
        await this.dialog.getByRole('button', { name: 'Revoke' }).click();
    }
}
