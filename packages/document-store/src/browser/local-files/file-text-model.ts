// SPDX-License-Identifier: MIT

import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import { ILogger } from '@theia/core/lib/common/logger';
import type { Resource } from '@theia/core/lib/common/resource';
import type { SaveOptions } from '@theia/core/lib/browser/saveable';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import type { MonacoEditorModelFactory } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';

/**
 * The text of a file. What the user types while the file is being saved stays unsaved. Theia takes all of the text for
 * saved when the save ends, so that autosave leaves the rest out, and the editor closes without a question.
 */
class FileTextModel extends MonacoEditorModel {
    private isSaving = false;

    protected override async doSave(
        token: CancellationToken,
        overwriteEncoding?: boolean,
        options?: SaveOptions
    ): Promise<void> {
        this.isSaving = true;
        try {
            await super.doSave(token, overwriteEncoding, options);
        } finally {
            this.isSaving = false;
        }
    }

    protected override setDirty(dirty: boolean): void {
        // At the end of a save, the changes that are left came after its beginning.
        super.setDirty(dirty || (this.isSaving && this.contentChanges.length > 0));
    }
}

/** Makes the texts of files. */
@injectable()
export class FileTextModelFactory implements MonacoEditorModelFactory {
    @inject(MonacoToProtocolConverter)
    protected readonly m2p: MonacoToProtocolConverter;

    @inject(ProtocolToMonacoConverter)
    protected readonly p2m: ProtocolToMonacoConverter;

    @inject(ILogger)
    protected readonly logger: ILogger;

    @inject(EditorPreferences)
    protected readonly preferences: EditorPreferences;

    readonly scheme = 'file';

    createModel(resource: Resource): MonacoEditorModel {
        return new FileTextModel(resource, this.m2p, this.p2m, this.logger, this.preferences);
    }
}
