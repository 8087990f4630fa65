// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { exportPageSchema } from '@sanyam/types';
import type { CloudAccount } from '@sanyam/store';
import { streamParts } from '../../http/streamed-parts';
import { operation } from '../operation';
import { cursorParameter, pagePart } from '../parameters';

/** One JSON value in each line. */
const JSON_LINES = 'application/x-ndjson';

/**
 * An API key cannot export. The export has what no scope allows: the audit log, all keys, and the history of everything.
 * The database refuses keys too.
 */
export const exportAccount = operation(
    {
        id: 'account.export',
        access: 'session',
        method: 'get',
        path: '/api/v1/me/export',
        summary: 'Export everything that belongs to me',
        description:
            'Each line of the answer is a page of at most 4 MB. The first one has the manifest. In the last one, ' +
            '`next_cursor` is null: without such a line, the export was cut off. To continue it, send the `next_cursor` ' +
            'of the last line that arrived. A user runs one export at a time: a new one takes the place of the one ' +
            'before, which is then cut off.',
        request: { query: z.strictObject({ cursor: cursorParameter }) },
        errors: ['INVALID_CURSOR'],
        responses: {
            200: {
                description: 'The pages',
                content: { [JSON_LINES]: { schema: z.object(exportPageSchema.shape).openapi('ExportPage') } }
            }
        }
    },
    async context => {
        context.header('Content-Type', JSON_LINES);
        if (context.req.raw.method === 'HEAD') {
            // An export begins with its first page, and would keep the user from another one.
            return context.body(null) as never;
        }
        const { cursor } = pagePart(context.req.valid('query'));
        const {
            store: { account },
            visit,
            verifyAgain
        } = context.var;
        const request = { account, verifyAgain, runPage: visit?.runPage ?? (make => make()) };
        return context.body(await streamParts(context, signal => linesOf(request, cursor, signal))) as never;
    }
);

/** What the pages of an export are made from. */
interface ExportRequest {
    readonly account: Pick<CloudAccount, 'exportPages'>;
    /** Makes a page when it is its turn. */
    readonly runPage: <T>(make: () => Promise<T>) => Promise<T>;
    /** Returns whether the token of the request is still valid. */
    readonly verifyAgain: () => Promise<boolean>;
}

/**
 * Makes the pages of an export from a cursor on, each in one line. When the token has expired, it ends before the next
 * page: the last line has a cursor then, at which the client continues with a new token.
 */
export async function* linesOf(
    { account, runPage, verifyAgain }: ExportRequest,
    cursor: string | undefined,
    signal: AbortSignal
): AsyncGenerator<string, void, undefined> {
    const pages = account.exportPages(cursor, signal);
    do {
        const page = await runPage(() => pages.next());
        if (page.done === true) {
            return;
        }
        // PostgreSQL breaks the lines of long arrays. In a text, a line break is an escape.
        yield `${page.value.replaceAll('\n', ' ')}\n`;
    } while (await verifyAgain());
}
