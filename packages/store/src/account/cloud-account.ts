// SPDX-License-Identifier: MIT

import {
    accountExportSchema,
    accountOverviewSchema,
    type AccountExport,
    type AccountOverview,
    type AccountOverviewSource
} from '@sanyam/types';
import { DatabaseFunctions } from '../session/database-functions';

/** The user's account. Every method rejects with a `CloudError`, with UNAUTHORIZED when nobody is signed in. */
export class CloudAccount extends DatabaseFunctions implements AccountOverviewSource {
    async overview(): Promise<AccountOverview> {
        return this.ask(accountOverviewSchema, 'my_account', {});
    }

    /**
     * Returns all of the user's data, with the contents and histories of documents. An API key cannot do this.
     *
     * @throws CloudError FORBIDDEN, DOCUMENT_TOO_LARGE when the data is too large for one answer
     */
    async exportData(signal?: AbortSignal): Promise<AccountExport> {
        return this.ask(accountExportSchema, 'export_my_data', {}, signal);
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
