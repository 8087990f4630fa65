// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { DirectDatabase } from '../database/direct-database';
import { Metrics } from '../observability/metrics';
import { DirectAdmissions } from './direct-admissions';

const USER = randomUUID();
const ROW = {
    allowed: true,
    request_limit: null,
    used: 1,
    reset_at: '0',
    claims: { sub: USER },
    tier_limits: null,
    upgrade_url: null,
    answer: 'answer'
};

/** A request of a session, and the statements that the database has got but not answered. */
function newRequest() {
    const pending: PromiseWithResolvers<Record<string, unknown>[]>[] = [];
    const database: Pick<DirectDatabase, 'query'> = {
        query: () => {
            const statement = Promise.withResolvers<Record<string, unknown>[]>();
            pending.push(statement);
            return statement.promise;
        }
    };
    const visit = {
        run: <T>(call: () => Promise<T>) => call(),
        runCounting: <T>(call: (uncounted: number) => Promise<T>) => call(0)
    };
    const admissions = new DirectAdmissions(database as DirectDatabase, new Metrics());
    const credentials = { kind: 'session', userId: USER, accessToken: 'token', scopesClaim: undefined } as const;
    return { admission: admissions.begin(credentials, visit), pending };
}

describe('a request over a direct connection', () => {
    it('is counted once when its client goes while its first call runs', async () => {
        const { admission, pending } = newRequest();
        const client = new AbortController();
        const call = admission.session.call('read_document', {}, { signal: client.signal });
        client.abort(new Error('gone'));
        const failure: unknown = await call.catch((error: unknown) => error);
        expect(failure).to.have.property('message', 'gone');
        const admitted = admission.admit();
        pending[0]?.resolve([ROW]);
        expect((await admitted).caller).to.deep.equal({ kind: 'session', userId: USER, isScoped: false });
        expect(pending).to.have.lengthOf(1);
    });

    it('is counted again when its first call fails, because that is rolled back', async () => {
        const { admission, pending } = newRequest();
        const call = admission.session.call('read_document', {});
        pending[0]?.reject(new Error('refused'));
        const failure: unknown = await call.catch((error: unknown) => error);
        expect(failure).to.have.property('message', 'refused');
        const admitted = admission.admit();
        await new Promise(setImmediate);
        pending[1]?.resolve([ROW]);
        expect((await admitted).allowed).to.equal(true);
        expect(pending).to.have.lengthOf(2);
    });
});
