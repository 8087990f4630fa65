// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { Resource } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { expect } from 'chai';
import { FileTextModelFactory } from './file-text-model';

disableBrowserGlobals();

describe('the text of a local file', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        // jsdom has none, and Monaco's theme escapes the names of icons with it.
        Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'CSS');
        disableBrowserGlobals();
    });

    /** A file whose saves end when the test lets them. */
    async function openFile() {
        const saved: string[] = [];
        let end: () => void = () => undefined;
        const resource: Resource = {
            uri: new URI('file:///work/notes.txt'),
            readContents: async () => 'one',
            saveContents: content =>
                new Promise(resolve => {
                    saved.push(content);
                    end = resolve;
                }),
            dispose: () => undefined
        };
        const factory = Object.assign(new FileTextModelFactory(), {
            m2p: new MonacoToProtocolConverter(),
            p2m: new ProtocolToMonacoConverter(),
            logger: { debug: () => Promise.resolve() },
            preferences: {}
        });
        const model = await factory.createModel(resource).load();
        const type = (typed: string): void => {
            const range = model.textEditorModel.getFullModelRange().collapseToEnd();
            model.textEditorModel.pushEditOperations(null, [{ range, text: typed }], () => null);
        };
        const save = async (during: () => void = () => undefined): Promise<void> => {
            const count = saved.length;
            const saving = model.save();
            while (saved.length === count) {
                await new Promise(resolve => setImmediate(resolve));
            }
            during();
            end();
            await saving;
        };
        return { model, saved, type, save };
    }

    it('that is typed during a save stays unsaved, until it is saved, too', async () => {
        const { model, saved, type, save } = await openFile();
        try {
            type(' two');
            await save(() => type(' three'));
            expect([saved, model.dirty]).to.deep.equal([['one two'], true]);
            await save();
            expect([saved.at(-1), model.dirty]).to.deep.equal(['one two three', false]);
        } finally {
            model.dispose();
        }
    });
});
