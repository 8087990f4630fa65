// SPDX-License-Identifier: MIT

import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { CloudDocumentResource } from './cloud-document-resource';

/**
 * The text of a cloud document in its editors. When a save ends, Theia takes the text for saved, whatever was typed
 * while it was under way, unless the save counts as cancelled. A cloud takes long enough to type a sentence.
 */
export class CloudDocumentModel extends MonacoEditorModel {
    protected override setDirty(dirty: boolean): void {
        const editedWhileSaving = this.resource instanceof CloudDocumentResource && this.resource.saving;
        if (editedWhileSaving) {
            this.cancelSave();
        }
        super.setDirty(dirty || editedWhileSaving);
    }
}
