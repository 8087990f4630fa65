// SPDX-License-Identifier: MIT

import { SaveReason, type SaveOptions } from '@theia/core/lib/browser/saveable';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import type { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import { UTF8 } from '@theia/core/lib/common/encodings';
import type { ILogger } from '@theia/core/lib/common/logger';
import type { Resource } from '@theia/core/lib/common/resource';
import type { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import type { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { CloudDocumentResource } from './cloud-document-resource';

/**
 * The text model of a cloud document. After a save, Theia marks the model as saved, including text that was typed during
 * the save. A cloud save takes long enough to type a sentence, so this model cancels such a save and stays dirty.
 */
export class CloudDocumentModel extends MonacoEditorModel {
    /** @param refuseEncoding tells the user that a cloud document is always stored in UTF-8 */
    constructor(
        resource: Resource,
        m2p: MonacoToProtocolConverter,
        p2m: ProtocolToMonacoConverter,
        logger: ILogger,
        preferences: EditorPreferences,
        private readonly refuseEncoding: () => void
    ) {
        super(resource, m2p, p2m, logger, preferences);
    }

    override async setEncoding(encoding: string): Promise<void> {
        if (encoding !== UTF8) {
            this.refuseEncoding();
        }
    }

    /** Tells the resource whether the user or a timer saves: the history combines autosaves into one version. */
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

    /** Returns the text as it is stored: with its byte order mark and its line endings, which the editor does not show. */
    storedText(): string {
        const text = this.getText();
        return this.resource instanceof CloudDocumentResource ? this.resource.stored(text, this.resourceVersion) : text;
    }

    /** Whether the text is stored with line endings of several kinds. The user may choose one for all lines. */
    get hasMixedEndings(): boolean {
        return (
            this.resource instanceof CloudDocumentResource &&
            this.resource.mixesEndings(this.model.getEOL(), this.resourceVersion)
        );
    }

    /** Save As writes these bytes to a file. */
    override async serialize(): Promise<BinaryBuffer> {
        return BinaryBuffer.fromString(this.storedText());
    }

    protected override setDirty(dirty: boolean): void {
        const editedWhileSaving = this.resource instanceof CloudDocumentResource && this.resource.saving;
        if (editedWhileSaving) {
            this.cancelSave();
        }
        super.setDirty(dirty || editedWhileSaving);
    }
}
