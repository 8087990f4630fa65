// SPDX-License-Identifier: MIT

import { CloudError, withoutHiddenCharacters } from '@sanyam/types';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { copyName } from '../cloud-view/copy-name';
import { DocumentLanguages } from '../document-languages';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { CloudEditors } from '../editor/cloud-editors';

/** Saves the text of an editor as a new cloud document, beside the one that it belongs to. */
@injectable()
export class CloudCopies {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    /** The key of each text that is being copied, so that a retry after a lost response does not create it twice. */
    private readonly keys = new Map<string, string>();

    /**
     * Creates the copy and opens it. Returns when the cloud has all of the text, also what was typed meanwhile.
     *
     * @throws CloudError as a new document does
     */
    async create(model: CloudDocumentModel, name: string): Promise<void> {
        let content = model.storedText();
        const attempt = `${model.uri} ${model.version}`;
        const idempotency_key = this.keys.get(attempt) ?? generateUuid();
        this.keys.set(attempt, idempotency_key);
        let copy = await this.documents.create({
            name: copyName(withoutHiddenCharacters(name), new Set()),
            folder: await this.folderOf(model.documentId),
            language_id: this.languages.storable(model.languageId),
            content,
            idempotency_key
        });
        this.keys.delete(attempt);
        await this.editors.open(copy);
        while (!model.isDisposed() && model.storedText() !== content) {
            content = model.storedText();
            copy = await this.documents.save(copy.id, { content, base_version: copy.version });
        }
    }

    /** The copy of another user's document, and of one that is gone, is at the top of one's own. */
    private async folderOf(documentId: string): Promise<string> {
        try {
            const { folder, permission } = await this.documents.read(documentId);
            return permission === 'owner' ? folder : '';
        } catch (error) {
            if (!CloudError.is(error)) {
                throw error;
            }
            return '';
        }
    }
}
