// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** A row of the view: which keys start which command, and when. */
export interface KeyboardShortcut {
    readonly command: string;
    /** In the order of the alphabet: `alt+ctrl+u`, and `ctrl+k v` for two strokes. */
    readonly keys: string;
    readonly when: string;
}

/** The view Keyboard Shortcuts, which has everything that the registry of keys has. */
export class KeyboardShortcuts {
    private readonly rows: Locator;

    constructor(page: Page) {
        this.rows = page.locator('#kb-table-container .kb-item-row');
    }

    /** Returns the commands that have keys. */
    async read(): Promise<KeyboardShortcut[]> {
        await expect(this.rows.first()).toBeVisible();
        const all = await this.rows.evaluateAll(rows =>
            rows.map(row => {
                const titleOf = (cell: string) => row.querySelector(cell)?.getAttribute('title') ?? '';
                return {
                    command: titleOf('.kb-label'),
                    keys: titleOf('.kb-keybinding'),
                    when: titleOf('.kb-context')
                };
            })
        );
        return all
            .filter(({ keys }) => keys !== '')
            .map(shortcut => ({ ...shortcut, keys: shortcut.keys.split(' ').map(normalized).join(' ') }));
    }
}

/** Returns keys that are pressed together in one order. Theia writes Ctrl, which is another key on a Mac, in its own way. */
function normalized(keys: string): string {
    return keys.toLowerCase().replace('ctrlcmd', 'ctrl').split('+').sort().join('+');
}
