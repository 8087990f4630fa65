// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Emitter } from '@theia/core/lib/common/event';
import type URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { TextNames } from './text-names';
import { untilSaved } from './until-saved';

disableBrowserGlobals();

describe('two open documents of one name', () => {
    function openText(uri: string, documentId: string) {
        const changed = new Emitter<void>();
        const disposed = new Emitter<void>();
        const state = { kind: 'failed' };
        const model: CloudDocumentModel = Object.create(CloudDocumentModel.prototype, {
            uri: { value: uri },
            documentId: { value: documentId },
            onDidChangeSaveState: { value: changed.event },
            onWillDispose: { value: disposed.event },
            saveState: { get: () => state }
        });
        const save = (kind = 'saved'): void => {
            state.kind = kind;
            changed.fire();
        };
        return { model, save, close: () => disposed.fire() };
    }

    it('are told apart in sentences by their paths, or by their ids', () => {
        const all = [
            openText('sanyam:/notes.md', '11111111-bbfd-4b2d-9b5d-ab8dfbbd4bed'),
            openText('sanyam:/models/notes.md', '22222222-bbfd-4b2d-9b5d-ab8dfbbd4bed'),
            openText('sanyam:/models/other.md', '33333333-bbfd-4b2d-9b5d-ab8dfbbd4bed'),
            openText('sanyam://44444444-bbfd-4b2d-9b5d-ab8dfbbd4bed/notes.md', '44444444-bbfd-4b2d-9b5d-ab8dfbbd4bed')
        ].map(({ model }) => model);
        const names = Object.assign(new TextNames(), {
            models: { models: all },
            directory: { nameAt: ({ path }: URI) => path.base }
        });
        expect(all.map(model => names.of(model))).to.deep.equal([
            'notes.md (11111111)',
            'models/notes.md',
            'other.md',
            'notes.md (44444444)'
        ]);
    });

    it('keep their notices until their own texts are saved, in the trash, or thrown away', () => {
        const [one, other, closed] = ['1', '2', '3'].map(id => openText('sanyam:/notes.md', id));
        if (one === undefined || other === undefined || closed === undefined) {
            throw new Error('There are three texts.');
        }
        const notices = [one, other, closed].map(({ model }) => untilSaved(model));
        const areClosed = (): boolean[] => notices.map(({ aborted }) => aborted);
        one.save();
        expect(areClosed()).to.deep.equal([true, false, false]);
        closed.close();
        expect(areClosed()).to.deep.equal([true, false, true]);
        other.save('trashed');
        expect(areClosed()).to.deep.equal([true, true, true]);
    });
});
