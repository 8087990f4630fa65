// SPDX-License-Identifier: MIT

import {
    type DocumentShare,
    type DocumentShareList,
    documentShareListSchema,
    documentShareSchema,
    type NewShareBody,
    pageOf
} from '@sanyam/types';
import { nothing, resource } from './answers';
import type { CallOptions, Connection } from './connection';
import { type IdempotencyOptions, idempotencyKey } from './idempotency';
import { PagedList } from './paged-list';

/** With whom documents are shared; for their owners. All methods throw SanyamError. */
export class Shares {
    constructor(private readonly connection: Connection) {}

    /** The oldest first. */
    list(documentId: string, { signal }: CallOptions = {}): PagedList<DocumentShareList[number]> {
        return new PagedList(
            ({ limit, cursor, direction }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['documents', documentId, 'shares'],
                    query: { limit, cursor, direction },
                    answer: pageOf(documentShareListSchema.element),
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /**
     * Shares a document with an e-mail address; the same address again changes the permission.
     *
     * @throws SanyamError FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED, VALIDATION_ERROR
     */
    create(documentId: string, share: NewShareBody, options: IdempotencyOptions = {}): Promise<DocumentShare> {
        return this.connection.send({
            method: 'POST',
            path: ['documents', documentId, 'shares'],
            headers: idempotencyKey(options),
            body: share,
            answer: resource(documentShareSchema),
            repeat: 'always',
            signal: options.signal
        });
    }

    /** Ends a share at once. @throws SanyamError SHARE_NOT_FOUND */
    revoke(documentId: string, shareId: string, { signal }: CallOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['documents', documentId, 'shares', shareId],
            answer: nothing,
            repeat: async failure => {
                // Gone since the attempt whose answer was lost: that is what was asked.
                if (failure.code !== 'SHARE_NOT_FOUND') {
                    throw failure;
                }
            },
            signal
        });
    }
}
