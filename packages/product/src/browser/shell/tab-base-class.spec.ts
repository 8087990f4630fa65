// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { setDirty } from '@theia/core/lib/browser/saveable';
import { lock, pin, unlock, unpin, Widget } from '@theia/core/lib/browser/widgets';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { TabBaseClass } from './tab-base-class';

disableBrowserGlobals();

describe('the dot of unsaved text in a tab', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
    });
    after(() => disableBrowserGlobals());

    function tab(): Widget {
        const created = new Emitter<{ factoryId: string; widget: Widget }>();
        const marks = Object.assign(new TabBaseClass(), { widgets: { onDidCreateWidget: created.event } });
        marks.initialize();
        const widget = new Widget();
        created.fire({ factoryId: 'editor', widget });
        return widget;
    }

    for (const [what, begin, end] of [
        ['could not be changed for a while', lock, unlock],
        ['was pinned for a while', pin, unpin]
    ] as const) {
        it(`goes with the save, also of a document that ${what}`, () => {
            const { title } = tab();
            const { owner } = title;
            setDirty(owner, true);
            begin(title);
            end(title);
            expect(title.className.split(' ')).to.include('theia-mod-dirty');
            setDirty(owner, false);
            expect(title.className.split(' ')).not.to.include('theia-mod-dirty');
        });
    }

    it('goes with the save of a document that could not be changed at first', () => {
        const { title } = tab();
        lock(title);
        setDirty(title.owner, true);
        unlock(title);
        setDirty(title.owner, false);
        expect(title.className).not.to.include('theia-mod-dirty');
    });
});
