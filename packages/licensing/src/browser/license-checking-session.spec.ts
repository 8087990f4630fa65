// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { LicenseValidator } from '../common/license-validator';
import { accountOf } from '../test/account-of';
import { LicenseCheckingSession } from './license-checking-session';

/** Creates a session whose calls fail with an error, on a license that was read. */
async function world(error: Error) {
    const state = { account: accountOf('pro', { has_api_keys: true }), reads: 0 };
    const licenses = new LicenseValidator({
        overview: async () => {
            state.reads++;
            return state.account;
        }
    });
    await licenses.license();
    const session = new LicenseCheckingSession({ call: () => Promise.reject(error) }, () => licenses);
    const failure = (): Promise<unknown> => session.call('create_api_key', {}).catch((reason: unknown) => reason);
    return { state, licenses, failure };
}

describe('LicenseCheckingSession', () => {
    const refusal = new CloudError('FEATURE_NOT_AVAILABLE', 'No.', { feature: 'api_keys', tier: 'free' });

    it('reads the license again after a refusal that contradicts it, once for many, and passes the refusals on', async () => {
        const { state, licenses, failure } = await world(refusal);
        state.account = accountOf('free');
        const changed = new Promise<void>(resolve => licenses.onDidChange(resolve));
        expect(await Promise.all([failure(), failure(), failure()])).to.deep.equal([refusal, refusal, refusal]);
        await changed;
        expect([licenses.known?.limits.tier, state.reads]).to.deep.equal(['free', 2]);
    });

    it('reads nothing after another failure', async () => {
        const conflict = new CloudError('OPTIMISTIC_LOCK_CONFLICT');
        const { state, failure } = await world(conflict);
        expect(await failure()).to.equal(conflict);
        expect(state.reads).to.equal(1);
    });

    it('passes answers on', async () => {
        const { licenses } = await world(refusal);
        const session = new LicenseCheckingSession({ call: (...call) => Promise.resolve(call) }, () => licenses);
        const options = { as: 'json-text' } as const;
        expect(await session.call('my_account', { a: 1 }, options)).to.deep.equal(['my_account', { a: 1 }, options]);
    });
});
