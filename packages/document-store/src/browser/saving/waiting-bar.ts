// SPDX-License-Identifier: MIT

import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { EditorBar } from './editor-bar';

/** Says why an editor of the last session has no text yet. */
export class WaitingBar extends EditorBar {
    constructor(editor: MonacoEditor, model: CloudDocumentModel) {
        super(editor);
        this.toDispose.push(model.onDidChangeReadOnly(() => this.show(model.reasonToWait)));
        this.show(model.reasonToWait);
    }
}
