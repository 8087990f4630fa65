// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import type { MonacoDiffEditor } from '@theia/monaco/lib/browser/monaco-diff-editor';
import { MonacoEditorProvider } from '@theia/monaco/lib/browser/monaco-editor-provider';
import { expect } from 'chai';
import { CarefulEditorProvider } from './careful-editor-provider';

disableBrowserGlobals();

/** Makes a comparison of two sides. */
class TestProvider extends CarefulEditorProvider {
    compare(toDispose: DisposableCollection): Promise<MonacoDiffEditor> {
        return this.createMonacoDiffEditor(new URI('diff:/a'), [], toDispose);
    }
}

/** A side of a comparison, as far as it has a name. */
function sideOfComparison() {
    const changed = new Emitter<void>();
    let ariaLabel = 'Editor content';
    return {
        get name() {
            return ariaLabel;
        },
        getRawOptions: () => ({ ariaLabel }),
        updateOptions(options: { ariaLabel: string }) {
            ({ ariaLabel } = options);
            changed.fire();
        },
        onDidChangeConfiguration: changed.event
    };
}

describe('a comparison', () => {
    const { createMonacoDiffEditor } = MonacoEditorProvider.prototype as unknown as {
        createMonacoDiffEditor: () => Promise<unknown>;
    };
    after(() => Object.assign(MonacoEditorProvider.prototype, { createMonacoDiffEditor }));

    it('keeps the names of its sides while its options change', async () => {
        const [left, right] = [sideOfComparison(), sideOfComparison()];
        const diffEditor = { getOriginalEditor: () => left, getModifiedEditor: () => right };
        Object.assign(MonacoEditorProvider.prototype, { createMonacoDiffEditor: async () => ({ diffEditor }) });
        const toDispose = new DisposableCollection();
        await (Object.create(TestProvider.prototype) as TestProvider).compare(toDispose);
        const names = ['Left side of the comparison', 'Right side of the comparison'];
        expect([left.name, right.name]).to.deep.equal(names);
        [left, right].forEach(side => side.updateOptions({ ariaLabel: '' }));
        expect([left.name, right.name]).to.deep.equal(names);
        toDispose.dispose();
    });
});
