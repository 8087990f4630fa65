// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** The dialog in which an owner shares a document. */
export class ShareDialog {
    readonly root: Locator;
    readonly addresses: Locator;
    readonly people: Locator;
    /** What the last action did, and why it failed. */
    readonly messages: Locator;

    constructor(page: Page) {
        this.root = page.getByRole('dialog', { name: /^Share / });
        this.addresses = this.root.getByLabel('Email addresses');
        this.people = this.root.getByRole('listitem');
        this.messages = this.root.getByRole('status');
    }

    person(email: string): Locator {
        return this.people.filter({ hasText: email });
    }

    permissionOf(email: string): Locator {
        return this.root.getByLabel(`Permission of ${email}`);
    }

    endOf(email: string): Locator {
        return this.root.getByLabel(`Last day of ${email}`);
    }

    /** Shares with all addresses in a text. */
    async add(text: string, permission?: string): Promise<void> {
        await this.addresses.fill(text);
        if (permission !== undefined) {
            await this.root.getByRole('combobox', { name: 'Permission', exact: true }).selectOption(permission);
        }
        await this.addresses.press('Enter');
    }

    async revoke(email: string): Promise<void> {
        await this.root.getByRole('button', { name: `End Access of ${email}` }).click();
    }

    async undo(email: string): Promise<void> {
        await this.person(email).getByRole('button', { name: 'Undo' }).click();
    }

    /** Offers the document to another owner. */
    async offerTo(email: string): Promise<void> {
        const field = this.root.getByLabel('Email address of the new owner');
        if (!(await field.isVisible())) {
            await this.root.getByText('Transfer to Another Owner').click();
        }
        await field.fill(email);
        await this.root.getByRole('button', { name: 'Offer', exact: true }).click();
    }

    async copyLink(): Promise<void> {
        await this.root.getByRole('button', { name: 'Copy Link' }).click();
    }

    async close(): Promise<void> {
        await this.root.getByRole('button', { name: 'Done' }).click();
    }
}
