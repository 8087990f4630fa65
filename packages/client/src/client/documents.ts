// SPDX-License-Identifier: MIT

import {
    type CloudDocument,
    cloudDocumentSchema,
    type CloudDocumentWithContent,
    cloudDocumentWithContentSchema,
    type DocumentChangeBody,
    type NewDocumentBody,
    pageOf
} from '@sanyam/types';
import { nothing, resource } from './answers';
import { type ChangeOptions, ifVersion, wasDone } from './conditional-change';
import type { CallOptions, Connection } from './connection';
import { type IdempotencyOptions, idempotencyKey } from './idempotency';
import { PagedList } from './paged-list';

export interface DocumentQuery {
    /** A part of the name. */
    readonly q?: string | undefined;
    readonly language_id?: string | undefined;
    /** Those of others, too; they are unless this is false. */
    readonly include_shared?: boolean | undefined;
    /** `active` unless given. */
    readonly state?: 'active' | 'trashed' | undefined;
}

export interface ReadOptions extends CallOptions {
    /** The version that the caller has: the answer is undefined while it is the newest. */
    readonly ifNoneMatch: number;
}

/** Documents by id. All methods throw SanyamError, with DOCUMENT_NOT_FOUND for what one may not see. */
export class Documents {
    constructor(private readonly connection: Connection) {}

    /**
     * Mine and those shared with me, newest change first, without their content. What is changed while the list is read
     * moves to its front: who needs all of it reads the list again.
     */
    list(query: DocumentQuery = {}, { signal }: CallOptions = {}): PagedList<CloudDocument> {
        const { q, language_id, include_shared, state } = query;
        return new PagedList(
            ({ limit, cursor, direction }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['documents'],
                    query: { q, language_id, include_shared, state, limit, cursor, direction },
                    answer: pageOf(cloudDocumentSchema),
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /** @throws SanyamError VALIDATION_ERROR, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE */
    create(document: NewDocumentBody, options: IdempotencyOptions = {}): Promise<CloudDocument> {
        return this.connection.send({
            method: 'POST',
            path: ['documents'],
            headers: idempotencyKey(options),
            body: document,
            answer: resource(cloudDocumentSchema),
            repeat: 'always',
            signal: options.signal
        });
    }

    /** With its content. */
    read(id: string, options?: CallOptions): Promise<CloudDocumentWithContent>;
    /** With its content, or undefined when the caller has its newest version already. */
    read(id: string, options: ReadOptions): Promise<CloudDocumentWithContent | undefined>;
    read(id: string, options: CallOptions | ReadOptions = {}): Promise<CloudDocumentWithContent | undefined> {
        const version = 'ifNoneMatch' in options ? options.ifNoneMatch : undefined;
        const answer = resource(cloudDocumentWithContentSchema);
        return this.connection.send({
            method: 'GET',
            path: ['documents', id],
            headers: { 'If-None-Match': version === undefined ? undefined : `"${version}"` },
            answer: version === undefined ? answer : answer.optional(),
            repeat: 'always',
            signal: options.signal
        });
    }

    /**
     * Changes what is given; the answer has no content. Without `ifMatch` the last write wins. With it, a change whose
     * answer was lost may meet itself on the second attempt: it counts as done if the next version is exactly as asked.
     *
     * @throws ConflictError when the document has another version than `ifMatch`; and what {@link create} throws
     */
    update(id: string, change: DocumentChangeBody, { ifMatch, signal }: ChangeOptions = {}): Promise<CloudDocument> {
        return this.connection.send({
            method: 'PUT',
            path: ['documents', id],
            headers: ifVersion(ifMatch),
            body: change,
            answer: resource(cloudDocumentSchema),
            repeat: failure =>
                wasDone(failure, ifMatch, async () => {
                    const now = await this.read(id, { signal });
                    const isSame = (['name', 'language_id', 'content'] as const).every(
                        field => change[field] === undefined || change[field] === now[field]
                    );
                    return isSame ? now : undefined;
                }),
            signal
        });
    }

    /** Puts a document into the trash. @throws ConflictError when it has another version than `ifMatch` */
    delete(id: string, { ifMatch, signal }: ChangeOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['documents', id],
            headers: ifVersion(ifMatch),
            answer: nothing,
            repeat: 'always',
            signal
        });
    }

    /** Takes a document out of the trash. @throws SanyamError TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE */
    restore(id: string, { signal }: CallOptions = {}): Promise<CloudDocument> {
        return this.connection.send({
            method: 'POST',
            path: ['documents', id, 'restore'],
            answer: resource(cloudDocumentSchema),
            repeat: 'always',
            signal
        });
    }
}
