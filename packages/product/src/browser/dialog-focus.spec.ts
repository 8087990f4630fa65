// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import type { AbstractDialog } from '@theia/core/lib/browser/dialogs';
import type { Message } from '@theia/core/shared/@lumino/messaging';
import { expect } from 'chai';
import { DialogFocus } from './dialog-focus';

disableBrowserGlobals();

describe('the focus when a dialog closes', () => {
    let disable: () => void;
    let service: DialogFocus;
    let editor: HTMLElement;

    beforeEach(() => {
        disable = enableBrowserGlobals('Sanyam');
        editor = document.body.appendChild(document.createElement('textarea'));
        service = Object.assign(new DialogFocus(), { shell: { currentWidget: widget(editor) } });
    });

    afterEach(() => disable());

    /** A widget that gives the focus to an element when it is activated. */
    function widget(element: HTMLElement) {
        return { processMessage: ({ type }: Message) => (type === 'activate-request' ? element.focus() : undefined) };
    }

    /** Opens a dialog with a button. It returns the focus to the element that has it now. */
    function open() {
        const node = document.body.appendChild(document.createElement('div'));
        const button = node.appendChild(document.createElement('button'));
        const dialog = { node, activeElement: document.activeElement, ...widget(button) };
        const pushed = service.push(dialog as unknown as AbstractDialog<unknown>);
        button.focus();
        const close = async (): Promise<void> => {
            pushed.dispose();
            node.remove();
            await Promise.resolve();
        };
        return { node, button, close };
    }

    it('returns to the element that had it', async () => {
        // Not the one that the current widget focuses.
        const field = document.body.appendChild(document.createElement('input'));
        field.focus();
        await open().close();
        expect(document.activeElement).to.equal(field);
    });

    it('goes to the current widget if no element had it', async () => {
        await open().close();
        expect(document.activeElement).to.equal(editor);
    });

    it('stays in the dialog on top when one below it closes', async () => {
        editor.focus();
        const lower = open();
        const upper = open();
        await lower.close();
        expect(document.activeElement).to.equal(upper.button);
    });

    it('goes to the dialog below if the element that had it is gone', async () => {
        editor.focus();
        const lower = open();
        const gone = document.body.appendChild(document.createElement('input'));
        gone.focus();
        const upper = open();
        gone.remove();
        await upper.close();
        expect(document.activeElement).to.equal(lower.button);
    });

    it('returns into the dialog below', async () => {
        const lower = open();
        const field = lower.node.appendChild(document.createElement('input'));
        field.focus();
        await open().close();
        expect(document.activeElement).to.equal(field);
    });
});
