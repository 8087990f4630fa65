// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import * as monaco from '@theia/monaco-editor-core';
import { expect } from 'chai';
import { StoredForm } from '../../common/stored-form';
import { StoredFormModel } from './stored-form-model';

disableBrowserGlobals();

/** Monaco's EndOfLineSequence. */
const CRLF = 1;

class TestModel extends StoredFormModel {
    protected override onRevertFailed(): void {
        throw new Error('Nothing is reverted here.');
    }

    /** Notes that the present text is saved as a version. */
    noteSaved(documentVersion: number): void {
        const text = this.getText();
        this.resourceVersion = { documentVersion, text, form: StoredForm.of(text) } as never;
        this.bufferSavedVersionId = this.textEditorModel.getAlternativeVersionId();
        this.setDirty(false);
        this.noteForm(this.bufferSavedVersionId);
    }
}

describe('a text that goes on at another address', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        // jsdom has none, and Monaco's theme escapes the names of icons with it.
        Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'CSS');
        disableBrowserGlobals();
    });

    let count = 0;
    const models: TestModel[] = [];
    afterEach(() => models.splice(0).forEach(model => model.dispose()));

    /** Opens a text, which the cloud has as a version. */
    async function open(text: string, version = 1): Promise<TestModel> {
        const resource = {
            uri: new URI(`sanyam:/models/${++count}.dsl`),
            readContents: async () => text,
            onDidChangeContents: Event.None,
            dispose: () => undefined
        };
        const converter = { asRange: () => ({}) };
        const model = new TestModel(
            resource,
            converter as never,
            converter as never,
            { debug: () => undefined } as never,
            {
                get: () => undefined,
                onPreferenceChanged: Event.None
            } as never
        );
        models.push(model);
        await model.load();
        model.noteSaved(version);
        return model;
    }

    function edit(model: TestModel, range: monaco.IRange, text: string): void {
        model.textEditorModel.pushEditOperations(null, [{ range, text }], () => null);
        model.textEditorModel.pushStackElement();
    }

    it('keeps the line ending of an editor whose text has become one line', async () => {
        const former = await open('a\r\nb');
        edit(former, new monaco.Range(1, 2, 2, 1), '');
        former.noteSaved(2);
        const next = await open(former.getText(), 2);
        expect([former, next].map(each => each.textEditorModel.getEOL())).to.deep.equal(['\r\n', '\n']);
        expect(next.continueFrom(former)).to.equal(true);
        expect([next.dirty, next.getText(), next.textEditorModel.getEOL()]).to.deep.equal([false, 'ab', '\r\n']);
        await next.textEditorModel.undo();
        expect([next.dirty, next.getText()]).to.deep.equal([true, 'a\r\nb']);
        await next.textEditorModel.redo();
        expect([next.dirty, next.getText()]).to.deep.equal([false, 'ab']);
    });

    it('keeps the line ending of an editor whose lines have mostly another one now', async () => {
        const former = await open('a\nb');
        former.textEditorModel.setEOL(CRLF);
        former.noteSaved(2);
        const next = await open('a\nb', 2);
        expect(next.continueFrom(former)).to.equal(true);
        expect([next.dirty, next.getText()]).to.deep.equal([false, 'a\r\nb']);
    });

    it('goes on only with the same saved text of the same version', async () => {
        const former = await open('a\r\nb');
        expect((await open('a\nc')).continueFrom(former)).to.equal(false);
        expect((await open('a\nb', 2)).continueFrom(former)).to.equal(false);
        edit(former, new monaco.Range(1, 1, 1, 1), 'x');
        expect((await open('xa\nb')).continueFrom(former)).to.equal(false);
        expect([former.dirty, former.getText()]).to.deep.equal([true, 'xa\r\nb']);
    });
});
