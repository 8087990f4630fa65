// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { Database } from '@sanyam/test-kit/database';
import { MovableClock } from '@sanyam/test-kit/movable-clock';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import {
    authenticate,
    authenticateDirectly,
    createKey,
    hashOf,
    listKeys,
    signUpKeyHolder
} from './support/api-key-calls.js';
import { describeUnderAllGrants, type Stage } from './support/describe-on-cloud.js';

const SECONDS_AN_HOUR = 3600;

describeUnderAllGrants('a caller without the service role', stage => {
    const functions: Record<string, object> = {
        authenticate_api_key: { secret_hash: '0'.repeat(64) },
        count_request: { user_id: randomUUID() },
        set_tier: { user_id: randomUUID(), tier: 'enterprise', reason: 'because' }
    };
    for (const [name, body] of Object.entries(functions)) {
        it(`cannot call ${name} [FR-016]`, async () => {
            for (const persona of [await signUpKeyHolder(stage), Persona.anonymous(stage.cloud)]) {
                const { status, data } = await persona.call(name, { ...body });
                expect(data).to.equal(null);
                expect(status).to.be.oneOf([401, 403]);
            }
        });
    }

    it('cannot change the tier [FR-016]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { status } = await ada.call('set_tier', { user_id: ada.id, tier: 'enterprise' });
        expect(status).to.equal(403);
        expect((await ada.account()).profile.tier).to.equal('free');
    });
});

describe('authenticate_api_key', () => {
    let cloud: ReadyLine;
    let database: Database;
    let clock: MovableClock;
    const stage: Stage = {
        grants: 'migrations',
        get cloud() {
            return cloud;
        },
        get database() {
            return database;
        }
    };
    before(async () => {
        cloud = await ownTestCloud();
        database = new Database(cloud);
        clock = await MovableClock.install(database);
    });
    after(async () => {
        await clock.remove();
        await database.close();
    });
    beforeEach(() => clock.set(0));

    /** Signs up a user whose own tier has API keys and this limit of requests per hour. */
    async function holderWithLimit(limit: number | null): Promise<{ holder: Persona; tier: string }> {
        const holder = await Persona.signUp(stage.cloud);
        const tier = await database.giveOwnTier(
            holder.id,
            { has_api_keys: true, api_rate_limit_per_hour: limit },
            'free'
        );
        return { holder, tier };
    }

    async function usageOf(keyId: string): Promise<unknown> {
        return database.query(
            `select u.hour, u.requests::integer, u.refused::integer from sanyam_private.api_key_usage u
             where u.key_id = $1 order by u.hour`,
            [keyId]
        );
    }

    it('returns the user, the scopes, the tier and the rate limit window of a key [FR-083]', async () => {
        const { holder, tier } = await holderWithLimit(3);
        const key = await createKey(holder, { name: 'nightly', scopes: ['documents:read', 'versions:read'] });
        await clock.set(90);
        const answer = await authenticate(stage, key.secret);
        expect(answer).to.deep.include({
            status: 'active',
            key_id: key.id,
            key_name: 'nightly',
            user_id: holder.id,
            scopes: ['documents:read', 'versions:read'],
            window: { limit: 3, used: 1, remaining: 2, reset_at: '2030-01-01T01:00:00.000000Z' },
            allowed: true
        });
        expect(answer.tier_limits).to.deep.equal((await holder.account()).tier_limits);
        expect(answer.tier_limits?.tier).to.equal(tier);
        expect((await listKeys(holder)).items[0]?.last_used_at).to.equal('2030-01-01T00:01:30.000000Z');
    });

    it('allows exactly the limit when 50 requests race on two connections [FR-083, FR-084]', async () => {
        const { holder } = await holderWithLimit(17);
        const keys = [await createKey(holder), await createKey(holder)];
        const answers = await Promise.all(
            Array.from({ length: 50 }, (_, n) => authenticateDirectly(database, keys[n % 2]?.secret ?? ''))
        );
        const allowed = answers.filter(answer => answer.allowed).map(answer => answer.window?.used ?? 0);
        expect(allowed.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 17 }, (_, n) => n + 1));
        const refused = answers.find(answer => !answer.allowed);
        expect(refused).to.deep.include({
            status: 'active',
            window: { limit: 17, used: 17, remaining: 0, reset_at: '2030-01-01T01:00:00.000000Z' }
        });
        const [sum] = await database.query(
            `select sum(u.requests)::integer as requests, sum(u.refused)::integer as refused
             from sanyam_private.api_key_usage u where u.key_id = any ($1)`,
            [keys.map(key => key.id)]
        );
        expect(sum).to.deep.equal({ requests: 17, refused: 33 });
        const [window] = await database.query('select count from sanyam_private.request_windows where user_id = $1', [
            holder.id
        ]);
        expect(window).to.deep.equal({ count: 17 });
    });

    it('starts a new window at the full hour, to the microsecond [FR-083]', async () => {
        const { holder } = await holderWithLimit(1);
        const key = await createKey(holder);
        await clock.set(SECONDS_AN_HOUR - 0.000001);
        expect((await authenticateDirectly(database, key.secret)).allowed).to.equal(true);
        expect((await authenticateDirectly(database, key.secret)).allowed).to.equal(false);
        await clock.set(SECONDS_AN_HOUR);
        expect(await authenticateDirectly(database, key.secret)).to.deep.include({
            allowed: true,
            window: { limit: 1, used: 1, remaining: 0, reset_at: '2030-01-01T02:00:00.000000Z' }
        });
        expect(await usageOf(key.id)).to.deep.equal([
            { hour: new Date('2030-01-01T00:00:00Z'), requests: 1, refused: 1 },
            { hour: new Date('2030-01-01T01:00:00Z'), requests: 1, refused: 0 }
        ]);
    });

    it('keeps the window for a request that read the clock before the full hour [FR-083]', async () => {
        const { holder } = await holderWithLimit(2);
        const key = await createKey(holder);
        await clock.set(SECONDS_AN_HOUR);
        await authenticateDirectly(database, key.secret);
        await clock.set(SECONDS_AN_HOUR - 1);
        expect(await authenticateDirectly(database, key.secret)).to.include({ allowed: true });
        expect(await authenticateDirectly(database, key.secret)).to.include({ allowed: false });
    });

    it('applies a changed limit of the tier at once [FR-062, FR-083]', async () => {
        const { holder, tier } = await holderWithLimit(2);
        const key = await createKey(holder);
        await authenticateDirectly(database, key.secret);
        await database.changeTier(tier, 'api_rate_limit_per_hour', 0);
        expect(await authenticateDirectly(database, key.secret)).to.deep.include({
            allowed: false,
            window: { limit: 0, used: 0, remaining: 0, reset_at: '2030-01-01T01:00:00.000000Z' }
        });
        await database.changeTier(tier, 'api_rate_limit_per_hour', 2);
        expect((await authenticateDirectly(database, key.secret)).window).to.include({ used: 2, remaining: 0 });
    });

    it('counts requests but refuses none when the tier has no limit [FR-083]', async () => {
        const { holder } = await holderWithLimit(null);
        const key = await createKey(holder);
        await authenticateDirectly(database, key.secret);
        expect(await authenticateDirectly(database, key.secret)).to.deep.include({
            allowed: true,
            window: { limit: null, used: 2, remaining: null, reset_at: '2030-01-01T01:00:00.000000Z' }
        });
    });

    it('counts the keys and sessions of one user together, and of no other user [FR-083]', async () => {
        const { holder } = await holderWithLimit(3);
        const { holder: other } = await holderWithLimit(3);
        const [key, foreign] = [await createKey(holder), await createKey(other)];
        const service = Persona.serviceRole(stage.cloud);
        await authenticate(stage, key.secret);
        expect((await service.call('count_request', { user_id: holder.id })).data).to.deep.include({
            window: { limit: 3, used: 2, remaining: 1, reset_at: '2030-01-01T01:00:00.000000Z' },
            allowed: true
        });
        await authenticate(stage, key.secret);
        expect((await service.call('count_request', { user_id: holder.id })).data).to.include({ allowed: false });
        expect((await authenticate(stage, foreign.secret)).window).to.include({ used: 1 });
        expect((await service.call('count_request', { user_id: randomUUID() })).status).to.equal(401);
    });

    it('reports a revoked key, and does not count it in the window [FR-082, FR-084]', async () => {
        const { holder } = await holderWithLimit(3);
        const key = await createKey(holder);
        await authenticate(stage, key.secret);
        await holder.call('revoke_api_key', { key_id: key.id });
        expect(await authenticate(stage, key.secret)).to.deep.include({
            status: 'revoked',
            key_id: key.id,
            user_id: holder.id,
            window: null,
            allowed: false
        });
        expect(await usageOf(key.id)).to.deep.equal([
            { hour: new Date('2030-01-01T00:00:00Z'), requests: 1, refused: 1 }
        ]);
        expect((await authenticate(stage, (await createKey(holder)).secret)).window).to.include({ used: 2 });
    });

    it('reports an expired key, to the microsecond [FR-080]', async () => {
        const { holder } = await holderWithLimit(null);
        const key = await createKey(holder, { expires_in_days: 1 });
        await clock.set(24 * SECONDS_AN_HOUR - 0.000001);
        expect(await authenticate(stage, key.secret)).to.include({ status: 'active', allowed: true });
        await clock.set(24 * SECONDS_AN_HOUR);
        expect(await authenticate(stage, key.secret)).to.include({ status: 'expired', allowed: false });
        expect((await listKeys(holder)).items[0]?.status).to.equal('expired');
        await holder.call('revoke_api_key', { key_id: key.id });
        expect(await authenticate(stage, key.secret)).to.include({ status: 'revoked' });
    });

    it('refuses a key while its tier has no API keys, and accepts it when the tier has them again [FR-062]', async () => {
        const { holder, tier } = await holderWithLimit(3);
        const key = await createKey(holder);
        await database.query('update public.tier_limits set has_api_keys = false where tier = $1', [tier]);
        const refused = await authenticate(stage, key.secret);
        expect(refused).to.include({ status: 'not_available', allowed: false });
        expect(refused.refusal).to.include({ feature: 'api_keys', tier }).and.to.have.property('required_tier');
        await database.query('update public.tier_limits set has_api_keys = true where tier = $1', [tier]);
        expect(await authenticate(stage, key.secret)).to.include({ status: 'active', allowed: true });
    });

    it('reports an invented key and a key of a deleted account as unknown', async () => {
        const unknown = { status: 'unknown', key_id: null, user_id: null, tier_limits: null, allowed: false };
        expect(await authenticate(stage, `sanyam_00000000_${'0'.repeat(64)}`)).to.include(unknown);
        const { holder } = await holderWithLimit(3);
        const key = await createKey(holder);
        await authenticate(stage, key.secret);
        await database.query('delete from auth.users where id = $1', [holder.id]);
        expect(await authenticate(stage, key.secret)).to.include(unknown);
    });

    it('accepts a hash of 64 hexadecimal digits and nothing else', async () => {
        const { holder } = await holderWithLimit(3);
        const hash = hashOf((await createKey(holder)).secret);
        const service = Persona.serviceRole(stage.cloud);
        const upper = await service.call('authenticate_api_key', { secret_hash: hash.toUpperCase() });
        expect(upper.data).to.include({ status: 'active' });
        for (const secret_hash of [null, '', hash.slice(1), `${hash}0`, `g${hash.slice(1)}`, ` ${hash.slice(1)}`]) {
            const { status, error } = await service.call('authenticate_api_key', { secret_hash });
            expect([status, error?.message], String(secret_hash)).to.deep.equal([422, 'VALIDATION_ERROR']);
        }
    });

    it('updates the time of last use at most once a minute [FR-084]', async () => {
        const { holder } = await holderWithLimit(null);
        const key = await createKey(holder);
        const times: (string | null | undefined)[] = [];
        for (const seconds of [0, 60, 61]) {
            await clock.set(seconds);
            await authenticateDirectly(database, key.secret);
            times.push((await listKeys(holder)).items[0]?.last_used_at);
        }
        expect(times).to.deep.equal([
            '2030-01-01T00:00:00.000000Z',
            '2030-01-01T00:00:00.000000Z',
            '2030-01-01T00:01:01.000000Z'
        ]);
    });
});
