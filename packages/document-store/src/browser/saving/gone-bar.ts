// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { EditorBar } from './editor-bar';
import type { SaveRemedies } from './save-remedies';

/** Says that an open document is deleted or no longer shared, and offers to keep its text. */
export class GoneBar extends EditorBar {
    constructor(
        editor: MonacoEditor,
        private readonly model: CloudDocumentModel,
        private readonly remedies: SaveRemedies
    ) {
        super(editor);
        this.node.classList.add('sanyam-gone-bar');
        this.toDispose.push(model.onDidChangeSaveState(() => this.update()));
        this.update();
    }

    private update(): void {
        // To another user, the cloud shows the document as one that does not exist.
        const reasonGone = this.remedies.isOfFormerUser(this.model) ? undefined : this.model.reasonGone;
        if (reasonGone !== undefined && !this.node.isConnected) {
            this.node.querySelectorAll(':scope > button').forEach(button => button.remove());
            const kept = this.remedies.of(this.model, new CloudError('DOCUMENT_NOT_FOUND'));
            this.node.append(...kept.map(({ label, run }) => this.button(label, run)));
        }
        this.show(reasonGone);
    }
}
