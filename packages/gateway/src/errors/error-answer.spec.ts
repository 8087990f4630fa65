// SPDX-License-Identifier: MIT

import { PostgrestDatabaseSession } from '@sanyam/store';
import { CloudError, ERRORS, type ErrorCode, type ErrorDetails, errorAnswerSchema } from '@sanyam/types';
import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { Hono } from 'hono';
import { Writable } from 'node:stream';
import type { GatewayEnvironment } from '../http/request-variables';
import { createLog } from '../observability/log';
import { z } from 'zod';
import { checkRequest } from '../middleware/check-request';
import { answerError } from './error-answer';

/** The answer to a request that fails with `error`, and what was logged. */
async function answerTo(error: Error) {
    const logged: Record<string, unknown>[] = [];
    const destination = new Writable({
        write(chunk, _encoding, done) {
            logged.push(JSON.parse(String(chunk)) as Record<string, unknown>);
            done();
        }
    });
    const app = new Hono<GatewayEnvironment>();
    app.onError(answerError);
    app.get('/', context => {
        context.set('log', createLog(destination));
        context.set('requestId', 'the-request');
        throw error;
    });
    const response = await app.request('/');
    const { code, details } = errorAnswerSchema.parse(await response.json()).error;
    return { status: response.status, code, details, headers: response.headers, logged };
}

/** The error of a call that a server before the database answers. */
async function failureOf(response: Response): Promise<Error> {
    const url = 'http://localhost';
    const client = createClient(url, 'key', { global: { fetch: () => Promise.resolve(response) } });
    const failure: unknown = await new PostgrestDatabaseSession(client, url).call('my_account', {}).catch(identity);
    if (failure instanceof Error) {
        return failure;
    }
    throw new Error('The call did not fail.');
}

/** The error of a request with a field that does not exist. */
function failureOfField(name: string): Error {
    const comparison = z.strictObject({}).safeParse(JSON.parse(JSON.stringify({ [name]: 1 })));
    try {
        checkRequest({ target: 'json', ...comparison }, { req: { url: 'http://localhost/' } });
    } catch (error) {
        if (error instanceof Error) {
            return error;
        }
    }
    throw new Error('The request did not fail.');
}

const identity = (value: unknown) => value;

describe('the answer to an error', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__', 'color', '']) {
        it(`names the unknown field “${name}”`, async () => {
            const { status, details } = await answerTo(failureOfField(name));
            expect(status).to.equal(422);
            expect(JSON.stringify(details)).to.equal(`{"fields":{"${name}":["This field does not exist."]}}`);
        });
    }

    const documented: ReadonlyArray<[ErrorCode, ErrorDetails]> = [
        ['TIER_LIMIT_EXCEEDED', { limit_name: 'max_storage_bytes' }],
        ['TIER_LIMIT_EXCEEDED', { limit_name: 'max_documents', limit: 5, current: 5, tier: 'free', upgrade_url: '/' }],
        ['FEATURE_NOT_AVAILABLE', { feature: 'api_keys', tier: 'free' }],
        ['DOCUMENT_READ_ONLY', { reason: 'trashed' }],
        ['VALIDATION_ERROR', { fields: { name: ['Enter a name.'] } }],
        ['FORBIDDEN', {}]
    ];
    for (const [code, details] of documented) {
        it(`has code, status and details of ${code} with ${JSON.stringify(details)}, and logs nothing [FR-115, FR-116, FR-118]`, async () => {
            const answer = await answerTo(new CloudError(code, 'A sentence.', details));
            expect([answer.status, answer.code]).to.deep.equal([ERRORS[code].status, code]);
            expect(answer.details ?? {}).to.deep.equal(details);
            expect(answer.logged).to.deep.equal([]);
        });
    }

    const undocumented: ReadonlyArray<[ErrorCode, ErrorDetails, misfits: string[]]> = [
        ['TIER_LIMIT_EXCEEDED', { limit_name: 'max_documents', limit: 'many' }, ['limit']],
        ['TIER_LIMIT_EXCEEDED', {}, ['limit_name']],
        ['DOCUMENT_READ_ONLY', { reason: 'archived' }, ['reason']],
        ['OPTIMISTIC_LOCK_CONFLICT', { current_version: 2, your_version: 1, updated_by: null }, ['updated_at']],
        ['DOCUMENT_TOO_LARGE', { limit: 9 }, ['size']],
        ['VALIDATION_ERROR', {}, ['fields']],
        ['INSUFFICIENT_SCOPE', {}, ['required_scope']],
        ['RATE_LIMIT_EXCEEDED', { limit: 200 }, ['reset_at']]
    ];
    for (const [code, details, misfits] of undocumented) {
        it(`is still ${code} when its details are ${JSON.stringify(details)}, which the log names`, async () => {
            const answer = await answerTo(new CloudError(code, 'A sentence.', details));
            expect([answer.status, answer.code]).to.deep.equal([ERRORS[code].status, code]);
            expect(answer.details ?? {}).to.deep.equal(details);
            expect(answer.logged.map(line => [line['code'], line['misfits']])).to.deep.equal([[code, misfits]]);
        });
    }

    it('is 503 when the server of the database limits the gateway', async () => {
        const answer = await answerTo(await failureOf(new Response('Slow down', { status: 429 })));
        expect([answer.status, answer.code]).to.deep.equal([503, 'SERVICE_UNAVAILABLE']);
        expect(answer.headers.get('Retry-After')).to.match(/^\d+$/);
    });

    it('says with 429 when there is room again, also if that time is missing', async () => {
        const later = new Date(Date.now() + 86_400_000).toISOString();
        const answer = await answerTo(
            new CloudError('RATE_LIMIT_EXCEEDED', 'A sentence.', { limit: 200, reset_at: later })
        );
        expect(answer.logged).to.deep.equal([]);
        expect(Number(answer.headers.get('Retry-After'))).to.be.within(86_000, 86_400);
        const incomplete = await answerTo(new CloudError('RATE_LIMIT_EXCEEDED', 'A sentence.', { limit: 200 }));
        expect(incomplete.headers.get('Retry-After')).to.match(/^\d+$/);
    });

    it('is 500 with only the request id after an error in the gateway itself [FR-115]', async () => {
        for (const error of [new TypeError('secret internals'), new CloudError('INTERNAL_ERROR', 'secret internals')]) {
            const answer = await answerTo(error);
            expect([answer.status, answer.code]).to.deep.equal([500, 'INTERNAL_ERROR']);
            expect(answer.details).to.deep.equal({ request_id: 'the-request' });
            expect(answer.logged).to.have.lengthOf(1);
        }
    });
});
