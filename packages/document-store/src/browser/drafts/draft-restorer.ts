// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocumentWithContent } from '@sanyam/types';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { UNTITLED_SCHEME, UntitledResourceResolver } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { CloudEditors } from '../editor/cloud-editors';
import { isTransient } from '../saving/save-state';
import type { Draft, KeptDraft } from './draft';
import { DraftService } from './draft-service';

/** Puts drafts back into editors, as unsaved text. */
@injectable()
export class DraftRestorer {
    @inject(DraftService)
    protected readonly drafts: DraftService;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly cloudEditors: CloudEditors;

    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(UntitledResourceResolver)
    protected readonly untitled: UntitledResourceResolver;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    /**
     * Opens the text of a draft. The draft goes when the editor's own one is kept, or the editor has nothing to save. Where
     * the browser cannot keep another one, the draft stays.
     *
     * @throws CloudError if the cloud cannot be reached. The draft stays.
     */
    async restore(kept: KeptDraft): Promise<void> {
        const draft = await this.drafts.read(kept);
        if (draft !== undefined) {
            const uri = (await this.intoDocument(draft)) ?? (await this.intoUntitled(draft));
            const model = this.models.get(uri);
            if (model !== undefined && (!model.dirty || (await this.drafts.keep(model)))) {
                await this.drafts.delete(kept);
            }
        }
    }

    /** Returns whether the cloud already has the text of a draft. Then it is no longer needed. */
    async isSaved(kept: KeptDraft): Promise<boolean> {
        if (kept.document_id === undefined) {
            return false;
        }
        try {
            const { content } = await this.documents.read(kept.document_id);
            return content === (await this.drafts.read(kept))?.text;
        } catch {
            return false;
        }
    }

    /** Returns the URI of the editor; `undefined` if the text cannot be in the editor of its document. */
    private async intoDocument({
        document_id: id,
        name,
        text,
        base,
        base_version
    }: Draft): Promise<string | undefined> {
        const document = id === undefined ? undefined : await this.document(id);
        if (document === undefined) {
            return undefined;
        }
        const { editor } = await this.cloudEditors.open({ id: document.id, name });
        const model = this.models.get(editor.document.uri);
        if (!(model instanceof CloudDocumentModel) || model.dirty || model.isReadonly()) {
            return undefined;
        }
        const knownBase = base_version === document.version ? document.content : base;
        model.takeUnsaved(
            text,
            base_version === undefined || knownBase === undefined
                ? { version: 0, text: '' }
                : { version: base_version, text: knownBase }
        );
        return model.uri;
    }

    /** Returns `undefined` if the document is gone, or no longer shared with the user. */
    private async document(id: string): Promise<CloudDocumentWithContent | undefined> {
        try {
            return await this.documents.read(id);
        } catch (error) {
            if (!(error instanceof CloudError) || isTransient(error)) {
                throw error;
            }
            return undefined;
        }
    }

    private async intoUntitled({ uri, name, text, language_id }: Draft): Promise<string> {
        const empty = this.emptyEditor(uri);
        const target = empty ? new URI(uri) : this.freeUri(new URI(uri), name);
        if (empty === undefined) {
            await this.untitled.createUntitledResource(text, '', target);
        }
        await open(this.opener, target);
        empty?.textEditorModel.pushEditOperations(
            null,
            [{ range: empty.textEditorModel.getFullModelRange(), text }],
            () => null
        );
        (await this.editors.getByUri(target))?.editor.setLanguage(language_id);
        return target.toString();
    }

    /** Theia reopens an untitled editor without its text. */
    private emptyEditor(uri: string): MonacoEditorModel | undefined {
        const model = new URI(uri).scheme === UNTITLED_SCHEME ? this.models.get(uri) : undefined;
        return model !== undefined && !model.dirty && model.getText() === '' ? model : undefined;
    }

    /** An untitled document keeps its URI, unless another one has it. */
    private freeUri(uri: URI, name: string): URI {
        const isFree = uri.scheme === UNTITLED_SCHEME && !this.untitled.has(uri);
        return isFree ? uri : this.untitled.createUntitledURI(new URI().withPath(`/${name}`).path.ext);
    }
}
