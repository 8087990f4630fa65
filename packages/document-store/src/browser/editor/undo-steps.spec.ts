// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import * as monaco from '@theia/monaco-editor-core';
import { expect } from 'chai';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { CloudDocumentModel } from './cloud-document-model';
import { MovedWidgets } from './moved-widgets';
import { forgetUndoSteps, moveUndoSteps } from './undo-steps';

disableBrowserGlobals();

type Text = MonacoEditorModel['textEditorModel'];

describe('undo steps', () => {
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
    const texts: Text[] = [];

    function createText(value: string): Text {
        const uri = monaco.Uri.parse(`sanyam:/models/${++count}.dsl`);
        // As MonacoEditorModel.textEditorModel: the same model has two types.
        const text = monaco.editor.createModel(value, 'plaintext', uri) as Text;
        texts.push(text);
        return text;
    }

    function type(text: Text, typed: string): void {
        const range = text.getFullModelRange().collapseToEnd();
        text.pushEditOperations(null, [{ range, text: typed }], () => null);
        text.pushStackElement();
    }

    afterEach(() => texts.splice(0).forEach(text => text.dispose()));

    it('move to another text with the same content, which then can be undone, redone, and edited', async () => {
        const from = createText('one');
        type(from, ' two');
        type(from, ' three');
        const to = createText(from.getValue());
        const version = from.getAlternativeVersionId();
        expect(moveUndoSteps(from, to)).to.equal(true);
        expect(to.getAlternativeVersionId()).to.equal(version);
        expect(from.canUndo()).to.equal(false);
        await to.undo();
        expect(to.getValue()).to.equal('one two');
        await to.undo();
        expect(to.getValue()).to.equal('one');
        expect(to.canUndo()).to.equal(false);
        await to.redo();
        await to.redo();
        expect(to.getValue()).to.equal('one two three');
        expect(to.getAlternativeVersionId()).to.equal(version);
        type(to, ' four');
        await to.undo();
        expect(to.getValue()).to.equal('one two three');
        expect(from.getValue()).to.equal('one two three');
    });

    it('stay while there is something to redo', async () => {
        const from = createText('one');
        type(from, ' two');
        await from.undo();
        const to = createText('one');
        expect(moveUndoSteps(from, to)).to.equal(false);
        await from.redo();
        expect(from.getValue()).to.equal('one two');
    });

    it('keep an editor at its address while there is something to redo: no other is made in vain', async () => {
        const text = createText('one');
        const model: CloudDocumentModel = Object.create(CloudDocumentModel.prototype, {
            dirty: { value: false },
            saveState: { value: { kind: 'saved' } },
            uri: { value: text.uri.toString() },
            textEditorModel: { value: text }
        });
        const widgets = Object.assign(new MovedWidgets(), { shell: { widgets: [] } });
        type(text, ' two');
        expect(widgets.canMove(model)).to.equal(true);
        await text.undo();
        expect(widgets.canMove(model)).to.equal(false);
        type(text, ' three');
        expect(widgets.canMove(model)).to.equal(true);
    });

    it('end at the present text after they are forgotten', () => {
        const text = createText('');
        type(text, 'text');
        forgetUndoSteps(text);
        expect(text.canUndo()).to.equal(false);
    });
});
