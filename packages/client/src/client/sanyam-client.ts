// SPDX-License-Identifier: MIT

import {
    type AccountOverview,
    accountOverviewSchema,
    type ExportPage,
    type TierLimits,
    tierLimitsSchema
} from '@sanyam/types';
import { z } from 'zod';
import { exportPages, type ExportOptions } from './account-export';
import { resource } from './answers';
import { ApiKeys } from './api-keys';
import { type CallOptions, Connection, type ConnectionOptions } from './connection';
import { Documents } from './documents';
import { Folders } from './folders';
import { Shares } from './shares';
import { Versions } from './versions';

/**
 * A client for Sanyam's REST API. For example:
 *
 *     const client = new SanyamClient({ url: 'https://api.example.com', token: process.env.SANYAM_API_KEY });
 *     for await (const document of client.documents.list()) {
 *         console.log(document.name);
 *     }
 */
export class SanyamClient {
    readonly documents: Documents;
    readonly folders: Folders;
    readonly versions: Versions;
    readonly shares: Shares;
    readonly apiKeys: ApiKeys;
    private readonly connection: Connection;

    /** @throws TypeError when the address is invalid */
    constructor(options: ConnectionOptions) {
        this.connection = new Connection(options);
        this.documents = new Documents(this.connection);
        this.folders = new Folders(this.connection);
        this.versions = new Versions(this.connection, this.documents);
        this.shares = new Shares(this.connection);
        this.apiKeys = new ApiKeys(this.connection);
    }

    /** Returns the caller's profile, the limits of the plan, and the usage. */
    account({ signal }: CallOptions = {}): Promise<AccountOverview> {
        return this.connection.send({
            method: 'GET',
            path: ['me'],
            answer: resource(accountOverviewSchema),
            repeat: 'always',
            signal
        });
    }

    /**
     * Exports everything that belongs to the user: the manifest, then documents with all versions, shares, keys and the
     * audit log. It has one page of at most 4 MB in memory, and continues after a lost connection. An API key cannot do
     * this.
     *
     * @throws SanyamError FORBIDDEN, RATE_LIMIT_EXCEEDED while another page of the user is made for longer than the
     * retries, INVALID_CURSOR after another export has begun; UNREACHABLE for an export that was cut off and cannot continue
     */
    exportPages(options: ExportOptions = {}): AsyncGenerator<ExportPage, void, undefined> {
        return exportPages(this.connection, options);
    }

    /** Returns the limits of each plan, the smallest plan first. Needs no token. */
    tiers({ signal }: CallOptions = {}): Promise<TierLimits[]> {
        return this.connection.send({
            method: 'GET',
            path: ['tiers'],
            answer: resource(z.array(tierLimitsSchema)),
            repeat: 'always',
            signal
        });
    }
}
