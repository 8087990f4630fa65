// SPDX-License-Identifier: MIT

import { type AccountOverview, CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { accountOf } from '../test/account-of';
import { LICENSE_LIFETIME, LicenseValidator } from './license-validator';

/** Creates a validator. The test controls the account and the clock. */
function world() {
    const state = { answer: (): AccountOverview | Promise<AccountOverview> => accountOf('free'), reads: 0, time: 0 };
    const source = {
        overview: async () => {
            state.reads++;
            return state.answer();
        }
    };
    const validator = new LicenseValidator(source, () => state.time);
    const changes: (string | undefined)[] = [];
    validator.onDidChange(() => changes.push(validator.known?.limits.tier));
    return { state, validator, changes };
}

describe('LicenseValidator', () => {
    it('reads the whole row and caches it for 15 minutes [FR-057, FR-063]', async () => {
        const { state, validator } = world();
        await Promise.all([validator.tierLimits(), validator.tierLimits()]);
        state.time = LICENSE_LIFETIME - 1;
        expect(await validator.tierLimits()).to.deep.equal(accountOf('free').tier_limits);
        expect(state.reads).to.equal(1);
    });

    it('reads the row again after 15 minutes [FR-063]', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        state.time = LICENSE_LIFETIME;
        state.answer = () => accountOf('pro');
        expect((await validator.tierLimits()).tier).to.equal('pro');
    });

    it('reads the row again after invalidate()', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        validator.invalidate();
        await validator.tierLimits();
        expect(state.reads).to.equal(2);
    });

    it('does not cache an error', async () => {
        const { state, validator } = world();
        state.answer = () => {
            throw new CloudError('SERVICE_UNAVAILABLE', 'unreachable');
        };
        const failure: unknown = await validator.tierLimits().catch((error: unknown) => error);
        expect(CloudError.is(failure, 'SERVICE_UNAVAILABLE')).to.equal(true);
        state.answer = () => accountOf('free');
        expect((await validator.tierLimits()).tier).to.equal('free');
    });

    it('knows what it read last until it reads something else, and tells about changes only', async () => {
        const { state, validator, changes } = world();
        expect(validator.known).to.equal(undefined);
        await validator.license();
        await validator.refresh();
        expect(changes).to.deep.equal(['free']);
        state.answer = () => accountOf('pro');
        validator.invalidate();
        expect(validator.known?.limits.tier).to.equal('free');
        await validator.license();
        expect([validator.known?.limits.tier, changes]).to.deep.equal(['pro', ['free', 'pro']]);
    });

    it('keeps what it knows when the cloud does not answer, and reads again at the next question', async () => {
        const { state, validator } = world();
        await validator.license();
        state.answer = () => {
            throw new CloudError('SERVICE_UNAVAILABLE', 'unreachable');
        };
        const failure: unknown = await validator.refresh().catch((error: unknown) => error);
        expect(CloudError.is(failure, 'SERVICE_UNAVAILABLE')).to.equal(true);
        expect(validator.known?.limits.tier).to.equal('free');
        state.answer = () => accountOf('pro');
        expect((await validator.license()).limits.tier).to.equal('pro');
    });

    it('forgets a user at once, also one whose answer is still on its way', async () => {
        const { state, validator, changes } = world();
        await validator.license();
        const late = Promise.withResolvers<AccountOverview>();
        state.answer = () => late.promise;
        const refreshed = validator.refresh();
        validator.forget();
        expect([validator.known, changes]).to.deep.equal([undefined, ['free', undefined]]);
        late.resolve(accountOf('pro'));
        await refreshed;
        expect(validator.known).to.equal(undefined);
    });

    it('never takes an old answer that arrives late for the present one', async () => {
        const { state, validator } = world();
        const late = Promise.withResolvers<AccountOverview>();
        state.answer = () => late.promise;
        const first = validator.license();
        state.answer = () => accountOf('pro');
        await validator.refresh();
        late.resolve(accountOf('free'));
        await first;
        expect(validator.known?.limits.tier).to.equal('pro');
        expect((await validator.license()).limits.tier).to.equal('pro');
    });
});
