// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import type { CloudAccount } from '@sanyam/store';
import { CloudError, exportPageSchema } from '@sanyam/types';
import { untilAborted } from '../../database/until-aborted';
import { type NextPart, streamParts } from '../../http/streamed-parts';
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
        const {
            store: { account },
            visit,
            verifyAgain
        } = context.var;
        const { cursor } = pagePart(context.req.valid('query'));
        const request = { account, verifyAgain, runPage: visit?.runPage ?? (make => make()) };
        context.header('Content-Type', JSON_LINES);
        if (context.req.raw.method === 'HEAD') {
            // An export begins with its first page, and would take the place of the one before. A cursor begins none.
            if (cursor !== undefined) {
                await linesOf(request, cursor, new AbortController().signal)();
            }
            return context.body(null) as never;
        }
        const { body, cutOff } = await streamParts(context, signal => linesOf(request, cursor, signal));
        visit?.beginExport(() => cutOff(new CloudError('INVALID_CURSOR', 'Another export has begun since.')));
        return context.body(body) as never;
    }
);

/** What the pages of an export are made from. */
interface ExportRequest {
    readonly account: Pick<CloudAccount, 'exportPage'>;
    /** Makes a page when it is its turn. */
    readonly runPage: <T>(make: () => Promise<T>) => Promise<T>;
    /** Returns whether the token of the request is still valid. */
    readonly verifyAgain: () => Promise<boolean>;
}

/**
 * Makes the pages of an export from a cursor on, each in one line. When the token has expired, it ends before the next
 * page: the last line has a cursor then, at which the client continues with a new token.
 */
export function linesOf(
    { account, runPage, verifyAgain }: ExportRequest,
    begin: string | undefined,
    signal: AbortSignal
): NextPart {
    let cursor: string | null | undefined = begin;
    let isFirst = true;
    return async () => {
        if (cursor === null || !(isFirst || (await verifyAgain()))) {
            return undefined;
        }
        isFirst = false;
        const after = cursor;
        // When the client goes, the answer ends at once. The turn lasts until the database has made the page.
        return untilAborted(signal, () =>
            runPage(async () => {
                signal.throwIfAborted();
                const { json, nextCursor } = await account.exportPage(after);
                cursor = nextCursor;
                return lineOf(json);
            })
        );
    };
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;

/** Returns JSON in one line. In a text, a line break is an escape, so those between the values can be spaces. */
function lineOf(json: string): Buffer<ArrayBuffer> {
    const line = Buffer.from(`${json}\n`);
    const end = line.byteLength - 1;
    for (let index = line.indexOf(LINE_FEED); index < end; index = line.indexOf(LINE_FEED, index)) {
        line[index] = SPACE;
    }
    return line;
}
