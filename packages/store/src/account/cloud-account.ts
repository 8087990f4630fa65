// SPDX-License-Identifier: MIT

import { accountOverviewSchema, type AccountOverview, type AccountOverviewSource } from '@sanyam/types';
import { z } from 'zod';
import { DatabaseFunctions } from '../session/database-functions';
import { answered } from '../session/validated';
import { nextCursorIn } from './export-text';

const nextCursorSchema = z.string().nullable();

/** A page of an export. */
export interface ExportText {
    /** As the database wrote it. PostgreSQL breaks the lines of long arrays. */
    readonly json: string;
    /** Null after the last page. */
    readonly nextCursor: string | null;
}

/** The user's account. Every method rejects with a `CloudError`, with UNAUTHORIZED when nobody is signed in. */
export class CloudAccount extends DatabaseFunctions implements AccountOverviewSource {
    async overview(): Promise<AccountOverview> {
        return this.ask(accountOverviewSchema, 'my_account', {});
    }

    /**
     * Returns a page of all of the user's data, at most 4 MB. The first page has the manifest. An API key cannot do this.
     *
     * @param cursor the `nextCursor` of the page before; undefined begins an export
     * @throws CloudError FORBIDDEN, RATE_LIMIT_EXCEEDED while another page of the user is made, INVALID_CURSOR after
     * another export has begun
     */
    async exportPage(cursor: string | undefined, signal?: AbortSignal): Promise<ExportText> {
        const json = await this.askForJson('export_my_data', { cursor }, signal);
        return { json, nextCursor: answered(nextCursorSchema, nextCursorIn(json)) };
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
