// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { EXPLORER_VIEW_CONTAINER_ID } from '@theia/navigator/lib/browser/navigator-widget-factory';
import { expect } from 'chai';
import { mock } from 'node:test';
import { setDraggedEntries } from '../cloud-view/dragged-entries';
import { dragData } from '../test/drag-data';
import { ExplorerWhileDragging } from './explorer-while-dragging';

disableBrowserGlobals();

describe('the Explorer while something is dragged over its tab', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());
    afterEach(() => mock.timers.reset());

    /** Drags over the tab, then does something; returns which views opened. */
    function drag(data: DataTransfer, then: (tab: Element) => unknown = () => undefined): string[] {
        mock.timers.enable({ apis: ['setTimeout'] });
        const opened: string[] = [];
        const shell = { revealWidget: async (id: string) => opened.push(id) };
        Object.assign(new ExplorerWhileDragging(), { shell }).onStart();
        const tab = document.body.appendChild(document.createElement('div'));
        tab.id = `shell-tab-${EXPLORER_VIEW_CONTAINER_ID}`;
        const over = new window.Event('dragover', { bubbles: true });
        tab.dispatchEvent(Object.assign(over, { dataTransfer: data }));
        then(tab);
        mock.timers.tick(1000);
        tab.remove();
        return opened;
    }

    function rows(): DataTransfer {
        const data = dragData();
        setDraggedEntries(data, []);
        return data;
    }

    it('opens for rows of the Cloud view alone', () => {
        expect(drag(rows())).to.deep.equal([EXPLORER_VIEW_CONTAINER_ID]);
        const file = dragData();
        file.setData('Files', '');
        mock.timers.reset();
        expect(drag(file)).to.deep.equal([]);
    });

    it('stays closed when the mouse leaves the tab or the window, or the drag ends', () => {
        const leave = Object.assign(new window.Event('dragleave', { bubbles: true }), { relatedTarget: null });
        const elsewhere = Object.assign(new window.Event('dragover', { bubbles: true }), { dataTransfer: rows() });
        for (const then of [
            (tab: Element) => tab.dispatchEvent(leave),
            () => document.body.dispatchEvent(elsewhere),
            (tab: Element) => tab.dispatchEvent(new window.Event('drop', { bubbles: true })),
            (tab: Element) => tab.dispatchEvent(new window.Event('dragend', { bubbles: true }))
        ]) {
            mock.timers.reset();
            expect(drag(rows(), then)).to.deep.equal([]);
        }
    });
});
