// SPDX-License-Identifier: MIT

import { type ApiKey, apiKeySchema, type NewApiKey, type NewApiKeyBody, newApiKeySchema, pageOf } from '@sanyam/types';
import { nothing, resource } from './answers';
import type { CallOptions, Connection } from './connection';
import { PagedList } from './paged-list';

/** API keys, for a session: a key is refused here with FORBIDDEN. All methods throw SanyamError. */
export class ApiKeys {
    constructor(private readonly connection: Connection) {}

    /** Newest first, revoked and expired ones included. */
    list({ signal }: CallOptions = {}): PagedList<ApiKey> {
        return new PagedList(
            ({ limit, cursor, direction }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['api-keys'],
                    query: { limit, cursor, direction },
                    answer: pageOf(apiKeySchema),
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /**
     * Makes a key; its secret is in this answer only. Not sent again when the answer is lost, for a second key would
     * be made: look into the list, revoke what is there, and make another.
     */
    create(key: NewApiKeyBody, { signal }: CallOptions = {}): Promise<NewApiKey> {
        return this.connection.send({
            method: 'POST',
            path: ['api-keys'],
            body: key,
            answer: resource(newApiKeySchema),
            repeat: 'never',
            signal
        });
    }

    /** @throws SanyamError API_KEY_NOT_FOUND */
    read(id: string, { signal }: CallOptions = {}): Promise<ApiKey> {
        return this.connection.send({
            method: 'GET',
            path: ['api-keys', id],
            answer: resource(apiKeySchema),
            repeat: 'always',
            signal
        });
    }

    /** At once, and for good. @throws SanyamError API_KEY_NOT_FOUND */
    revoke(id: string, { signal }: CallOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['api-keys', id],
            answer: nothing,
            repeat: 'always',
            signal
        });
    }
}
