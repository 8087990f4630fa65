// SPDX-License-Identifier: MIT

import { PostgrestDatabaseSession } from '@sanyam/store';
import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { Metrics } from '../observability/metrics';
import { MeasuredDatabaseSession } from './measured-database-session';

const URL = 'http://127.0.0.1';

/** Returns a session over PostgREST whose server gives this answer, or none until the request is aborted. */
function sessionWith(answer: string | undefined): MeasuredDatabaseSession {
    const reply = (_url: unknown, init?: RequestInit) =>
        answer === undefined
            ? new Promise<Response>((_resolve, reject) => {
                  const { signal } = init ?? {};
                  const abort = () => reject(signal?.reason as Error);
                  signal?.addEventListener('abort', abort);
                  if (signal?.aborted) {
                      abort();
                  }
              })
            : Promise.resolve(new Response(answer, { headers: { 'Content-Type': 'application/json' } }));
    const client = createClient(URL, 'key', { global: { fetch: reply } });
    return new MeasuredDatabaseSession(new PostgrestDatabaseSession(client, URL), new Metrics());
}

describe('a measured session over PostgREST', () => {
    it('returns the answer as a value or as JSON', async () => {
        const session = sessionWith('{"a": [1, "é"]}');
        expect(await session.call('read_document', {})).to.deep.equal({ a: [1, 'é'] });
        expect(await session.call('read_document', {}, { as: 'json-text' })).to.equal('{"a":[1,"é"]}');
    });

    it('ends with the reason of its signal', async () => {
        const controller = new AbortController();
        const reason = new Error('enough');
        const waiting = sessionWith(undefined).call('read_document', {}, { signal: controller.signal });
        controller.abort(reason);
        expect(await waiting.catch((error: unknown) => error)).to.equal(reason);
    });
});
