// SPDX-License-Identifier: MIT

import { accountOverviewSchema, type AccountOverview, type AccountOverviewSource } from '@sanyam/types';
import { z } from 'zod';
import { DatabaseFunctions } from '../session/database-functions';
import { answered } from '../session/validated';
import { nextCursorIn } from './export-text';

const nextCursorSchema = z.string().nullable();

/** The user's account. Every method rejects with a `CloudError`, with UNAUTHORIZED when nobody is signed in. */
export class CloudAccount extends DatabaseFunctions implements AccountOverviewSource {
    async overview(): Promise<AccountOverview> {
        return this.ask(accountOverviewSchema, 'my_account', {});
    }

    /**
     * Returns all of the user's data as JSON, in pages of at most 4 MB. The first one has the manifest. The next page is
     * asked for when the caller has taken the one before. An API key cannot do this.
     *
     * @param cursor the `next_cursor` of a page, to continue after it; undefined begins an export
     * @throws CloudError FORBIDDEN, RATE_LIMIT_EXCEEDED while another page of the user is made, INVALID_CURSOR after
     * another export has begun
     */
    async *exportPages(cursor: string | undefined, signal?: AbortSignal): AsyncGenerator<string, void, undefined> {
        let next: string | null | undefined = cursor;
        while (next !== null) {
            const json: string = await this.askForJson('export_my_data', { cursor: next }, signal);
            next = answered(nextCursorSchema, nextCursorIn(json));
            yield json;
        }
    }

    /**
     * Deletes the user and all their data permanently. The session is invalid afterwards. An API key cannot do this.
     *
     * @throws CloudError FORBIDDEN
     */
    async delete(): Promise<void> {
        await this.session.call('delete_my_account', {});
    }
}
