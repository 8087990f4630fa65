// SPDX-License-Identifier: MIT

import { SaveReason, type SaveOptions } from '@theia/core/lib/browser/saveable';
import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { CloudDocumentResource } from './cloud-document-resource';

/**
 * The text of a cloud document in its editors. When a save ends, Theia takes the text for saved, whatever was typed
 * while it was under way, unless the save counts as cancelled. A cloud takes long enough to type a sentence.
 */
export class CloudDocumentModel extends MonacoEditorModel {
    /** A history that timers fill would soon hold nothing else. */
    protected override async doSave(
        token: CancellationToken,
        overwriteEncoding?: boolean,
        options?: SaveOptions
    ): Promise<void> {
        if (this.resource instanceof CloudDocumentResource) {
            this.resource.origin = SaveReason.isManual(options?.saveReason) ? 'save' : 'autosave';
        }
        return super.doSave(token, overwriteEncoding, options);
    }

    protected override setDirty(dirty: boolean): void {
        const editedWhileSaving = this.resource instanceof CloudDocumentResource && this.resource.saving;
        if (editedWhileSaving) {
            this.cancelSave();
        }
        super.setDirty(dirty || editedWhileSaving);
    }
}
