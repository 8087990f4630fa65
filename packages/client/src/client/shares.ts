// SPDX-License-Identifier: MIT

import {
    type BlockedOwner,
    blockedOwnerListSchema,
    type DocumentShare,
    type DocumentShareList,
    documentShareListSchema,
    documentShareSchema,
    type NewShareBody,
    pageOf
} from '@sanyam/types';
import { z } from 'zod';
import { nothing, resource } from './answers';
import type { CallOptions, Connection } from './connection';
import { type IdempotencyOptions, idempotencyKey } from './idempotency';
import { PagedList } from './paged-list';

const endedSharesSchema = z.object({ ended: z.int().nonnegative() });

/** The shares of a document, for its owner, and those that the user receives. All methods throw SanyamError. */
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

    /** Leaves all documents that an owner shares with the user. `ended` is the number of shares, 0 without one. */
    leave(ownerId: string, { signal }: CallOptions = {}): Promise<{ ended: number }> {
        return this.connection.send({
            method: 'DELETE',
            path: ['received-shares', ownerId],
            answer: resource(endedSharesSchema),
            repeat: 'always',
            signal
        });
    }

    /** Lists the owners that the user has blocked, the last one first. An API key cannot do this. */
    listBlocked({ signal }: CallOptions = {}): Promise<BlockedOwner[]> {
        return this.connection.send({
            method: 'GET',
            path: ['blocked-owners'],
            answer: resource(blockedOwnerListSchema),
            repeat: 'always',
            signal
        });
    }

    /**
     * Ends all shares of an owner, and keeps new shares and offers of the owner from the user. The owner cannot see that.
     * An API key cannot do this.
     *
     * @throws SanyamError NOT_FOUND unless the owner shares or offers a document, TIER_LIMIT_EXCEEDED after 1,000 owners
     */
    block(ownerId: string, { signal }: CallOptions = {}): Promise<{ ended: number }> {
        return this.connection.send({
            method: 'PUT',
            path: ['blocked-owners', ownerId],
            answer: resource(endedSharesSchema),
            repeat: 'always',
            signal
        });
    }

    /** Lets shares and offers of an owner reach the user again. An API key cannot do this. */
    unblock(ownerId: string, { signal }: CallOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['blocked-owners', ownerId],
            answer: nothing,
            repeat: 'always',
            signal
        });
    }
}
