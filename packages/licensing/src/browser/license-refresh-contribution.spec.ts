// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { LICENSE_LIFETIME, LicenseValidator } from '../common/license-validator';
import { accountOf } from '../test/account-of';
import { LicenseRefreshContribution } from './license-refresh-contribution';

const ada: SignedInUser = { id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a', email: 'ada@example.org' };

/** Starts the contribution. The test controls the session and the account. */
async function start(user: SignedInUser | undefined) {
    const changes = new Emitter<SessionChange>();
    const session = {
        ready: Promise.resolve(),
        user,
        onDidChange: changes.event,
        accessToken: async () => null,
        renewToken: async () => null
    };
    const state = { account: accountOf('free'), reads: 0, fails: false };
    const validator = new LicenseValidator({
        overview: async () => {
            state.reads++;
            if (state.fails) {
                throw new CloudError('SERVICE_UNAVAILABLE');
            }
            return state.account;
        }
    });
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(AuthSession).toConstantValue(session satisfies AuthSession);
    container.bind(LicenseValidator).toConstantValue(validator);
    container.bind(LicenseRefreshContribution).toSelf();
    const contribution = container.get(LicenseRefreshContribution);
    contribution.onStart();
    await session.ready;
    const change = (kind: SessionChange['kind'], next: SignedInUser | undefined): void => {
        session.user = next;
        changes.fire({ kind, user: next });
    };
    return { state, validator, change, stop: () => contribution.onStop() };
}

/** Resolves when the validator knows a tier. */
function known(validator: LicenseValidator, tier: string): Promise<void> {
    return new Promise(resolve => {
        const check = (): void => {
            if (validator.known?.limits.tier === tier) {
                resolve();
            }
        };
        validator.onDidChange(check);
        check();
    });
}

describe('LicenseRefreshContribution', () => {
    for (const kind of ['signed-in', 'token-refreshed'] as const) {
        it(`reads the tier again after the session change “${kind}” [FR-064]`, async () => {
            const { state, validator, change, stop } = await start(ada);
            await known(validator, 'free');
            state.account = accountOf('pro');
            change(kind, ada);
            // Features of the same user do not go away for the time of a request.
            expect(validator.known?.limits.tier).to.equal(kind === 'signed-in' ? undefined : 'free');
            await known(validator, 'pro');
            expect(state.reads).to.equal(2);
            stop();
        });
    }

    for (const kind of ['signed-out', 'expired'] as const) {
        it(`knows no tier after the session change “${kind}”, and asks the cloud for none`, async () => {
            const { state, validator, change, stop } = await start(ada);
            await known(validator, 'free');
            change(kind, undefined);
            expect([validator.known, state.reads]).to.deep.equal([undefined, 1]);
            stop();
        });
    }

    it('reads the tier again as soon as it is invalidated, so that the gate answers anew', async () => {
        const { state, validator, stop } = await start(ada);
        await known(validator, 'free');
        state.account = accountOf('pro');
        validator.invalidate();
        await known(validator, 'pro');
        expect(state.reads).to.equal(2);
        stop();
    });

    it('reads the tier again after 15 minutes, and a minute after a failure [FR-063]', async () => {
        mock.timers.enable({ apis: ['setTimeout', 'Date'] });
        try {
            const { state, validator, stop } = await start(ada);
            await known(validator, 'free');
            await setImmediate();
            state.account = accountOf('pro');
            mock.timers.tick(LICENSE_LIFETIME - 1);
            expect(state.reads).to.equal(1);
            mock.timers.tick(1);
            await known(validator, 'pro');
            state.fails = true;
            validator.invalidate();
            await setImmediate();
            state.fails = false;
            state.account = accountOf('free');
            expect([state.reads, validator.known?.limits.tier]).to.deep.equal([3, 'pro']);
            mock.timers.tick(60_000);
            await known(validator, 'free');
            expect(state.reads).to.equal(4);
            stop();
        } finally {
            mock.timers.reset();
        }
    });

    it('asks the cloud for nothing while nobody is signed in', async () => {
        const { state, validator, stop } = await start(undefined);
        expect([validator.known, state.reads]).to.deep.equal([undefined, 0]);
        stop();
    });
});
