// SPDX-License-Identifier: MIT

import type { NewDocument } from '@sanyam/store';
import { CloudError } from '@sanyam/types';
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

    /**
     * The key and the name of each text that is being copied, so that a retry after a lost response does not create it
     * twice. The key is for one name: the lost answer may have taken it.
     */
    private readonly attempts = new Map<string, Pick<NewDocument, 'name' | 'folder' | 'idempotency_key'>>();

    /**
     * Creates the copy and opens it. Returns when the cloud has all of the text, also what was typed meanwhile.
     *
     * @throws CloudError as a new document does
     */
    async create(model: CloudDocumentModel, name: string): Promise<void> {
        let content = model.storedText();
        const attempt = `${model.uri} ${model.version}`;
        const place = this.attempts.get(attempt) ?? (await this.placeOf(model.documentId, name));
        this.attempts.set(attempt, place);
        let copy = await this.documents.create({
            ...place,
            language_id: this.languages.storable(model.languageId),
            content
        });
        this.attempts.delete(attempt);
        // The user goes on where they were, in the same text.
        const selection = this.editors.of(model.documentId)[0]?.editor.selection;
        await this.editors.open(copy, selection && { selection });
        while (!model.isDisposed() && model.storedText() !== content) {
            content = model.storedText();
            copy = await this.documents.save(copy.id, { content, base_version: copy.version });
        }
    }

    private async placeOf(
        documentId: string,
        name: string
    ): Promise<Pick<NewDocument, 'name' | 'folder' | 'idempotency_key'>> {
        const folder = await this.folderOf(documentId);
        return { name: copyName(name, await this.namesIn(folder)), folder, idempotency_key: generateUuid() };
    }

    /** Two copies with one name are better than a text that is not saved: a list that fails stops nothing. */
    private async namesIn(folder: string): Promise<Set<string>> {
        try {
            return new Set((await this.documents.listAll({ folder })).map(({ name }) => name));
        } catch (error) {
            if (!CloudError.is(error)) {
                throw error;
            }
            return new Set();
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
