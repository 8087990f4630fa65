// SPDX-License-Identifier: MIT

import {
    accountOverviewSchema,
    exportPageSchema,
    type AccountOverview,
    type AccountOverviewSource,
    type ExportPage
} from '@sanyam/types';
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
     * Returns all of the user's data in pages of at most 4 MB. The first one has the manifest. The next page is asked
     * for when the caller has taken the one before. An API key cannot do this.
     *
     * @throws CloudError FORBIDDEN, RATE_LIMIT_EXCEEDED while another page of the user is made, INVALID_CURSOR after
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
     * Reads a page of an export for a program that only passes it on.
     *
     * @param cursor undefined for the first page, with which an export begins
     * @returns the page as JSON, and the cursor of the next one; null after the last page
     * @throws CloudError as {@link exportPages}
     */
    async exportPageAsJson(
        cursor: string | undefined,
        signal?: AbortSignal
    ): Promise<{ json: string; next_cursor: string | null }> {
        const json = await this.askForJson('export_my_data', { cursor }, signal);
        return { json, next_cursor: answered(nextCursorSchema, nextCursorIn(json)) };
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
