// SPDX-License-Identifier: MIT

import { type ExportPage, exportPageSchema } from '@sanyam/types';
import { parseJson, unexpectedAnswer } from './answers';
import type { CallOptions, Connection } from './connection';

export interface ExportOptions extends CallOptions {
    /** The `next_cursor` of the last page that arrived, to continue an export. */
    readonly cursor?: string | undefined;
}

/**
 * Exports everything that belongs to the user, page by page, with one page in memory. If the connection is lost, the
 * export continues after the last page that arrived. If it cannot, it throws: without an error, all pages have arrived.
 * A server that sends a page again would never come to an end, so that is an error, too.
 */
export async function* exportPages(
    connection: Connection,
    { cursor, signal }: ExportOptions
): AsyncGenerator<ExportPage, void, undefined> {
    let next: string | null | undefined = cursor;
    const passed = new Set([cursor]);
    let retryTime = connection.retryTime();
    for (;;) {
        const lines = await connection.openLines({
            method: 'GET',
            path: ['me', 'export'],
            query: { cursor: next },
            signal
        });
        for await (const line of lines) {
            const page = parsePage(line);
            if (page.next_cursor !== null && passed.has(page.next_cursor)) {
                throw unexpectedAnswer('The cursor is one of an earlier page.');
            }
            passed.add(page.next_cursor ?? undefined);
            yield page;
            if (page.next_cursor === null) {
                return;
            }
            next = page.next_cursor;
            retryTime = connection.retryTime();
        }
        signal?.throwIfAborted();
        const wait = retryTime.nextWait();
        if (wait === undefined) {
            throw connection.unreachable();
        }
        await connection.pause(wait, signal);
    }
}

/** Returns the page as it is. A later release may have fields that this client does not know, and they are data. */
function parsePage(line: string): ExportPage {
    const page = parseJson(line);
    const { error } = exportPageSchema.safeParse(page);
    if (error !== undefined) {
        throw unexpectedAnswer(error);
    }
    return page as ExportPage;
}
