// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Widget } from '@theia/core/lib/browser/widgets/widget';
import { Emitter } from '@theia/core/lib/common/event';
import { InMemoryResources } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { SaveConflictService } from './save-conflict-service';
import { TextComparison } from './text-comparison';

disableBrowserGlobals();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('the conflict of a save', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    /** A conflict with version 3. */
    function world() {
        const widgets = new Map<string, Widget>();
        const opener = {
            open: async (uri: URI) => {
                const widget = widgets.get(uri.toString()) ?? new Widget();
                widgets.set(uri.toString(), widget);
                return widget;
            }
        };
        const answers: ((answer: string | undefined) => void)[] = [];
        const copies: string[] = [];
        const service = Object.assign(new SaveConflictService(), {
            documents: { read: async () => ({ version: 3, content: 'Theirs.' }) },
            directory: { nameAt: () => 'a.md' },
            names: { of: () => 'a.md' },
            copies: { create: async (_model: unknown, name: string) => void copies.push(name) },
            messages: { info: () => new Promise(resolve => answers.push(resolve)) },
            comparison: Object.assign(new TextComparison(), {
                opener: { getOpener: async () => opener },
                inMemoryResources: new InMemoryResources()
            })
        });
        const state = { dirty: true };
        const model = {
            documentId: ID,
            uri: 'sanyam:/a.md',
            saveState: { kind: 'unsaved' },
            base: { documentVersion: 1 },
            get dirty() {
                return state.dirty;
            },
            isDisposed: () => false,
            revert: async () => void (state.dirty = false),
            onDidChangeSaveState: new Emitter<void>().event,
            onWillDispose: new Emitter<void>().event
        } as unknown as CloudDocumentModel;
        const conflict: SaveConflict = { base: undefined, theirs: undefined, version: 3, updatedBy: null };
        const compare = () => service.resolve(model, conflict, 'compare');
        const settled = () => new Promise(resolve => setImmediate(resolve));
        return { widgets, answers, copies, compare, settled };
    }

    it('is compared once, and asked about once, however often the user presses Compare [BY-01]', async () => {
        const { widgets, answers, copies, compare, settled } = world();
        const comparing = [compare(), compare()];
        await settled();
        comparing.push(compare());
        await settled();
        expect([widgets.size, answers.length]).to.deep.equal([1, 1]);
        answers.forEach(answer => answer('Keep Mine as a Copy'));
        await Promise.all(comparing);
        expect(copies).to.deep.equal(['a.md']);
    });

    it('is asked about again when the question was closed', async () => {
        const { answers, compare, settled } = world();
        const first = compare();
        await settled();
        answers[0]?.(undefined);
        await first;
        const second = compare();
        await settled();
        answers[1]?.(undefined);
        await second;
        expect(answers.length).to.equal(2);
    });
});
