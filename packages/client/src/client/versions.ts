// SPDX-License-Identifier: MIT

import {
    type CloudDocument,
    cloudDocumentSchema,
    type DocumentVersion,
    documentVersionSchema,
    type DocumentVersionWithContent,
    documentVersionWithContentSchema,
    pageOf
} from '@sanyam/types';
import { resource } from './answers';
import { type ChangeOptions, ifVersion, requireMatch, wasDone } from './conditional-change';
import type { CallOptions, Connection } from './connection';
import type { Documents } from './documents';
import { PagedList } from './paged-list';

/** The versions of documents. All methods throw SanyamError, with VERSION_NOT_FOUND for a missing version. */
export class Versions {
    constructor(
        private readonly connection: Connection,
        private readonly documents: Documents
    ) {}

    /** Lists versions, newest first, without content. */
    list(documentId: string, { signal }: CallOptions = {}): PagedList<DocumentVersion> {
        return new PagedList(
            ({ limit, cursor, direction }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['documents', documentId, 'versions'],
                    query: { limit, cursor, direction },
                    answer: pageOf(documentVersionSchema),
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /** Returns a version with its content. */
    read(documentId: string, version: number, { signal }: CallOptions = {}): Promise<DocumentVersionWithContent> {
        return this.connection.send({
            method: 'GET',
            path: ['documents', documentId, 'versions', version],
            answer: resource(documentVersionWithContentSchema),
            repeat: 'always',
            signal
        });
    }

    /**
     * Restores the content of a version, as a new version. Keeps the name and the language.
     *
     * @throws ConflictError when the document has another version than `ifMatch`
     * @throws SanyamError DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE when the plan has no history, IF_MATCH_LOST
     */
    async restore(
        documentId: string,
        version: number,
        { ifMatch, signal }: ChangeOptions = {}
    ): Promise<CloudDocument> {
        const restored = await this.connection.send({
            method: 'POST',
            path: ['documents', documentId, 'versions', version, 'restore'],
            headers: ifVersion(ifMatch),
            answer: resource(cloudDocumentSchema),
            repeat: failure =>
                wasDone(failure, ifMatch, async () => {
                    const { content } = await this.read(documentId, version, { signal });
                    const now = await this.documents.read(documentId, { signal });
                    return now.content === content ? now : undefined;
                }),
            signal
        });
        return requireMatch(restored, ifMatch);
    }
}
