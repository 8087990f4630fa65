// SPDX-License-Identifier: MIT

import { type ApiKey, apiKeySchema, type NewApiKey, type NewApiKeyBody, newApiKeySchema, pageOf } from '@sanyam/types';
import { nothing, resource } from './answers';
import type { CallOptions, Connection } from './connection';
import { PagedList } from './paged-list';

/** API keys. Requires a session: an API key gets FORBIDDEN. All methods throw SanyamError. */
export class ApiKeys {
    constructor(private readonly connection: Connection) {}

    /** Lists keys, newest first, including revoked and expired ones. */
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
     * Creates a key. Only this answer contains its secret. The request is not repeated when the answer is lost, because
     * that would create a second key. In this case, list the keys, revoke the new one and create another.
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

    /** Revokes a key at once and permanently. @throws SanyamError API_KEY_NOT_FOUND */
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
