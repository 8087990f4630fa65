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

/** The shares of a document, for its owner. All methods throw SanyamError. */
export class Shares {
    constructor(private readonly connection: Connection) {}

    /** Lists shares, oldest first. */
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
     * Shares a document with an email address. Sharing with the same address again changes the permission.
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

    /** Revokes a share at once. @throws SanyamError SHARE_NOT_FOUND */
    revoke(documentId: string, shareId: string, { signal }: CallOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['documents', documentId, 'shares', shareId],
            answer: nothing,
            repeat: async failure => {
                // The first attempt revoked it, and its answer was lost.
                if (failure.code !== 'SHARE_NOT_FOUND') {
                    throw failure;
                }
            },
            signal
        });
    }
}
