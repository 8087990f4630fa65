// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page } from '@playwright/test';

/** A text editor and its tab. */
export class TextEditor {
    /** Returns the editor of a cloud document, whatever its address is. */
    static ofDocument(page: Page, title: string, documentId: string): TextEditor {
        const widget = page.locator(`.theia-editor[data-document-id="${documentId}"]`);
        return new TextEditor(page, title, widget.locator('.monaco-editor[data-uri]').first());
    }

    readonly tab: Locator;
    readonly surface: Locator;
    /** The visible lines. */
    readonly lines: Locator;

    /** The bar above the text of a document that is in conflict with the cloud. */
    readonly conflictBar: Locator;

    /** The message that a read-only editor shows when the user types. */
    readonly refusal: Locator;

    /**
     * @param title of the tab
     * @param surface the text, or the name in its URI
     */
    constructor(
        private readonly page: Page,
        title: string,
        surface: string | Locator = title
    ) {
        this.tab = page.locator('#theia-main-content-panel .lm-TabBar-tab').filter({ hasText: title });
        this.surface =
            typeof surface === 'string'
                ? page.locator(`.monaco-editor[data-uri$="/${encodedAsInTheia(surface)}"]`).first()
                : surface;
        this.conflictBar = page.locator('.theia-editor', { has: this.surface }).locator('.sanyam-conflict-bar');
        this.lines = this.surface.locator('.view-lines');
        this.refusal = this.surface.locator('.monaco-editor-overlaymessage');
    }

    /** The tab of an editor with a name in its URI, which its title does not say. */
    tabAt(name: string): Locator {
        return this.page.locator(`.lm-TabBar-tab[id*="/${encodedAsInTheia(name)}:"]`);
    }

    /** The URI of the document in the editor. */
    async uri(): Promise<string> {
        return (await this.surface.getAttribute('data-uri')) ?? '';
    }

    /** The id of the cloud document in the editor, which its address in the tree does not say. */
    async documentId(): Promise<string> {
        const widget = this.page.locator('.theia-editor[data-document-id]', { has: this.surface });
        return (await widget.getAttribute('data-document-id')) ?? '';
    }

    /** Presses Ctrl and clicks on an address that stands in the text. */
    async followLink(index: number): Promise<void> {
        await this.lines.locator('.detected-link').nth(index).hover();
        // Monaco draws the link anew at any time, also when the key is pressed. The mouse stays where the link is.
        await this.page.keyboard.down('ControlOrMeta');
        await this.page.mouse.down();
        await this.page.mouse.up();
        await this.page.keyboard.up('ControlOrMeta');
    }

    /** Copies the whole text and returns it. */
    async text(): Promise<string> {
        await this.focus();
        await this.page.evaluate(() => navigator.clipboard.writeText(''));
        await this.page.keyboard.press('Control+a');
        await this.page.keyboard.press('Control+c');
        await this.page.keyboard.press('Control+Home');
        return this.page.evaluate(() => navigator.clipboard.readText());
    }

    /** Replaces the whole text by pasting. */
    async replaceText(text: string): Promise<void> {
        await this.focus();
        await this.page.evaluate(pasted => navigator.clipboard.writeText(pasted), text);
        await this.page.keyboard.press('Control+a');
        await this.page.keyboard.press('Control+v');
        // Pasting a large text takes a moment.
        await this.expectDirty(true);
    }

    /** Types at the end of the text. */
    async append(text: string): Promise<void> {
        await this.focus();
        await this.page.keyboard.press('Control+End');
        await this.page.keyboard.type(text);
    }

    /** Types at the beginning of the text. */
    async prepend(text: string): Promise<void> {
        await this.focus();
        await this.page.keyboard.press('Control+Home');
        await this.page.keyboard.type(text);
    }

    async save(): Promise<void> {
        await this.focus();
        await this.page.keyboard.press('Control+s');
    }

    /** Closes the tab by its button. A question may follow. */
    async close(): Promise<void> {
        await this.tab.hover();
        await this.tab.locator('.lm-TabBar-tabCloseIcon').click();
    }

    async undo(): Promise<void> {
        await this.focus();
        await this.page.keyboard.press('Control+z');
    }

    /** Waits until the editor has exactly this text: what changes it can take a moment. */
    async expectText(text: string): Promise<void> {
        await expect.poll(() => this.text()).toBe(text);
    }

    async expectDirty(dirty: boolean): Promise<void> {
        const changed = expect(this.tab);
        await (dirty ? changed.toHaveClass(/theia-mod-dirty/) : changed.not.toHaveClass(/theia-mod-dirty/));
    }

    /** Expects the lock that the tab of a read-only document shows. */
    async expectLocked(locked: boolean): Promise<void> {
        const shown = expect(this.tab);
        await (locked ? shown.toHaveClass(/theia-mod-locked/) : shown.not.toHaveClass(/theia-mod-locked/));
    }

    /** Whether keys go to this editor. */
    hasFocus(): Promise<boolean> {
        return this.surface.evaluate(surface => surface.contains(document.activeElement));
    }

    async focus(): Promise<void> {
        await this.surface.getByRole('textbox', { name: 'Editor content' }).focus();
    }
}

function encodedAsInTheia(name: string): string {
    return encodeURIComponent(name).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
