// SPDX-License-Identifier: MIT

import type { Locator, Page } from '@playwright/test';

/** Theia's Search view. */
export class SearchView {
    readonly field: Locator;
    /** The files with matches. */
    readonly files: Locator;
    /** The lines with matches. */
    readonly lines: Locator;
    /** What the view says below the field. */
    readonly notice: Locator;
    /** How many results there are. */
    readonly message: Locator;
    readonly caseSwitch: Locator;
    readonly patternSwitch: Locator;
    readonly wordSwitch: Locator;
    /** The patterns of the files to include. */
    readonly included: Locator;

    /** The frames of the fields, which look like the fields. */
    readonly fieldFrames: Locator;

    private readonly tab: Locator;
    private readonly replacement: Locator;
    private readonly view: Locator;

    constructor(private readonly page: Page) {
        this.tab = page.locator('[id="shell-tab-search-view-container"]');
        const view = page.locator('#search-in-workspace');
        this.view = view;
        this.replacement = view.locator('#replace-input-field');
        this.field = view.locator('#search-input-field');
        this.files = view.locator('.result-head .file-name');
        this.lines = view.locator('.resultLine');
        this.message = view.locator('.search-info');
        this.notice = view.locator('.search-notification.show');
        this.caseSwitch = view.getByTitle('Match Case');
        this.included = view.locator('#include-glob-field');
        this.fieldFrames = view.locator('.search-field-container, .glob-field-input');
        this.wordSwitch = view.getByTitle('Match Whole Word');
        this.patternSwitch = view.getByTitle('Use Regular Expression');
    }

    async open(): Promise<void> {
        // The key opens it only in a folder.
        await this.tab.click();
        await this.field.waitFor();
    }

    async search(text: string): Promise<void> {
        await this.field.fill(text);
        await this.field.press('Enter');
    }

    /** Searches only in files that match a pattern, such as the name of a folder. An empty one removes the limit. */
    async include(pattern: string): Promise<void> {
        await this.limit('include', pattern);
    }

    /** Searches in no file that matches a pattern. */
    async exclude(pattern: string): Promise<void> {
        await this.limit('exclude', pattern);
    }

    /** Replaces the matches of a row: a line, or a file. */
    async replaceAt(row: Locator, text: string): Promise<void> {
        await this.fillReplacement(text);
        await row.hover();
        const node = row.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " theia-TreeNode ")]');
        await node.locator('.codicon-replace, .codicon-replace-all').click();
    }

    /** Replaces all matches of the last search. */
    async replaceAll(text: string): Promise<void> {
        const dialog = await this.askToReplaceAll(text);
        await dialog.locator('.dialogControl .main').click();
        await dialog.waitFor({ state: 'hidden' });
    }

    /** Opens the question before all matches are replaced, and returns it. */
    async askToReplaceAll(text: string): Promise<Locator> {
        await this.fillReplacement(text);
        await this.view.locator('.replace-all-button-container span').click();
        return this.page.locator('.dialogBlock');
    }

    private async fillReplacement(text: string): Promise<void> {
        if (!(await this.replacement.isVisible())) {
            await this.view.getByTitle('Toggle Replace').click();
        }
        // As the mouse pastes it: without a key.
        await this.replacement.fill(text);
    }

    private async limit(kind: 'include' | 'exclude', pattern: string): Promise<void> {
        const field = this.view.locator(`#${kind}-glob-field`);
        if (!(await field.isVisible())) {
            await this.view.getByTitle('Toggle Search Details').click();
        }
        await field.fill(pattern);
        await field.press('Enter');
    }
}
