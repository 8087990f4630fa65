// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileOperationError, FileOperationResult } from '@theia/filesystem/lib/common/files';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { shownText, StoredForm } from '../common/stored-form';
import { CloudDocumentService } from './cloud-document-service';
import { CloudDirectory } from './file-system/cloud-directory';
import { CloudDocumentModel } from './editor/cloud-document-model';
import { DocumentLanguages } from './document-languages';
import { LocalText } from './local-text';
import { quotedPlainly } from './quoted';

/** A document from any source. */
export interface ResolvedDocument {
    readonly name: string;
    readonly language_id: string;
    /** The text as it is stored, with its byte order mark and its line endings. */
    readonly content: string;
    /** The text as an editor shows it. */
    readonly shown: string;
}

/** Finds the text of a document by its URI: in an open editor with unsaved changes, in the cloud, or in a file system. */
@injectable()
export class UnifiedDocumentResolver {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    @inject(LocalText)
    protected readonly localText: LocalText;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    /**
     * @throws CloudError ASSETS_NOT_SUPPORTED for `sanyam://<id>/assets/…`; DOCUMENT_NOT_FOUND if there is no such document
     * @throws UndecodableText if a file is not text in the encoding of its editor
     * @throws FileOperationError if a file cannot be read
     */
    async resolve(uri: URI): Promise<ResolvedDocument> {
        const documentId = this.directory.isCloudUri(uri) ? await this.directory.documentId(uri) : undefined;
        if (documentId !== undefined) {
            const model = this.modelOf(documentId);
            if (model) {
                // Also of a document that the user can no longer read: the editor still has its text.
                return { name: this.directory.nameAt(uri, documentId), ...this.inEditor(model, model.storedText()) };
            }
            const document = await this.documents.read(documentId);
            return { ...document, shown: shownText(document.content) };
        }
        const name = uri.path.base;
        const model = this.models.get(uri.toString());
        const stored = await this.localText.read(uri, model?.getEncoding());
        if (model) {
            const form = StoredForm.of(stored ?? '').inEditorWith(model.textEditorModel.getEOL());
            return { name, ...this.inEditor(model, form.restore(model.getText())) };
        }
        if (stored === undefined) {
            throw new FileOperationError(
                nls.localize('sanyam/document/missing', '{0} does not exist.', quotedPlainly(name)),
                FileOperationResult.FILE_NOT_FOUND
            );
        }
        return { name, language_id: this.languages.detect(uri), content: stored, shown: shownText(stored) };
    }

    /** An editor's URI can be older than the name of the document, so only the id identifies it. */
    private modelOf(documentId: string): CloudDocumentModel | undefined {
        return this.models.models
            .filter(model => model instanceof CloudDocumentModel)
            .find(model => model.documentId === documentId);
    }

    private inEditor(model: MonacoEditorModel, content: string): Omit<ResolvedDocument, 'name'> {
        return { language_id: this.languages.storable(model.languageId), content, shown: model.getText() };
    }
}
