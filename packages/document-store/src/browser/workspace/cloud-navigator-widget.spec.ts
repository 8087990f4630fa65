// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import URI from '@theia/core/lib/common/uri';
import type * as React from '@theia/core/shared/react';
import { expect } from 'chai';
import { setDraggedEntries } from '../cloud-view/dragged-entries';
import { dragData } from '../test/drag-data';
import { CloudNavigatorWidget } from './cloud-navigator-widget';

disableBrowserGlobals();

class TestNavigator extends CloudNavigatorWidget {
    /** Returns what the mouse says over a folder. */
    effectOver(folder: string, dataTransfer: DataTransfer): string {
        this.getDropTargetDirNode = () => ({ uri: new URI(folder) }) as ReturnType<typeof this.getDropTargetDirNode>;
        const event = { dataTransfer, preventDefault: () => undefined, stopPropagation: () => undefined };
        this.handleDragOverEvent(undefined, event as unknown as React.DragEvent);
        this.toCancelNodeExpansion.dispose();
        return dataTransfer.dropEffect;
    }
}

describe('the Explorer under what is dragged', () => {
    const navigator = Object.assign(Object.create(TestNavigator.prototype) as TestNavigator, {
        directory: { isCloudUri: ({ scheme }: URI) => scheme === 'sanyam' },
        toCancelNodeExpansion: new DisposableCollection()
    });

    it('takes rows of the Cloud view in folders of the disk alone', () => {
        const rows = dragData();
        setDraggedEntries(rows, []);
        expect(navigator.effectOver('file:///work', rows)).to.equal('copy');
        expect(navigator.effectOver('sanyam:/work', rows)).to.equal('none');
    });

    it('takes all else as Theia does', () => expect(navigator.effectOver('sanyam:/work', dragData())).to.equal('move'));
});
