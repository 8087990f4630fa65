// SPDX-License-Identifier: MIT

import {
    accountOverviewSchema,
    exportPageSchema,
    type AccountOverview,
    type AccountOverviewSource,
    type ExportPage
} from '@sanyam/types';
import { DatabaseFunctions } from '../session/database-functions';

/** The user's account. Every method rejects with a `CloudError`, with UNAUTHORIZED when nobody is signed in. */
export class CloudAccount extends DatabaseFunctions implements AccountOverviewSource {
    async overview(): Promise<AccountOverview> {
        return this.ask(accountOverviewSchema, 'my_account', {});
    }

    /**
     * Returns all of the user's data in pages of at most 4 MB. The first one has the manifest. The next page is asked
     * for when the caller has taken the one before. An API key cannot do this.
     *
     * @throws CloudError FORBIDDEN, RATE_LIMIT_EXCEEDED while another export of the user runs, INVALID_CURSOR after
     * another export has begun
     */
    async *exportPages(signal?: AbortSignal): AsyncGenerator<ExportPage, void, undefined> {
        let cursor: string | null | undefined;
        while (cursor !== null) {
            const page: ExportPage = await this.ask(exportPageSchema, 'export_my_data', { cursor }, signal);
            yield page;
            cursor = page.next_cursor;
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
