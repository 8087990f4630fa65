// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentService } from './cloud-document-service';
import { CloudDirectory } from './file-system/cloud-directory';
import { DocumentLanguages } from './document-languages';

/** A document from any source. */
export interface ResolvedDocument {
    readonly name: string;
    readonly language_id: string;
    readonly content: string;
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

    @inject(FileService)
    protected readonly files: FileService;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    /**
     * @throws CloudError ASSETS_NOT_SUPPORTED for `sanyam://<id>/assets/…`; DOCUMENT_NOT_FOUND if there is no such document
     * @throws FileOperationError if a file cannot be read
     */
    async resolve(uri: URI): Promise<ResolvedDocument> {
        const name = uri.path.base;
        const documentId = uri.scheme === CLOUD_SCHEME ? await this.directory.documentId(uri) : undefined;
        const model = this.models.get(uri.toString());
        if (model) {
            return { name, language_id: this.languages.storable(model.languageId), content: model.getText() };
        }
        if (documentId !== undefined) {
            return this.documents.read(documentId);
        }
        const { value } = await this.files.read(uri);
        return { name, language_id: this.languages.detect(uri), content: value };
    }
}
