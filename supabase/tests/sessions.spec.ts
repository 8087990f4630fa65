// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { newEmail, newPassword } from '@sanyam/test-kit/sign-up';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { CALLS } from './support/user-calls.js';

/** What a device that was signed out may call while its access token is valid. It changes nothing. */
const READING = [
    'compare_tiers',
    'export_my_data',
    'list_api_keys',
    'list_blocked_owners',
    'list_documents',
    'list_folders',
    'list_given_shares',
    'list_new_shares',
    'list_ownership_offers',
    'list_shares',
    'list_versions',
    'my_account',
    'preview_tier',
    'read_api_key',
    'read_api_key_usage',
    'read_document',
    'read_version',
    'search_documents'
];

interface Session {
    readonly id: string;
    readonly created_at: string;
    readonly used_at: string;
    readonly user_agent: string | null;
    readonly ip: string | null;
    readonly is_current: boolean;
}

describeUnderAllGrants('the sessions of a user', stage => {
    /** Signs up a user, who signs in once more. */
    async function twoDevices(): Promise<{ first: Persona; second: Persona }> {
        const [email, password] = [newEmail(), newPassword()];
        const first = await Persona.signUp(stage.cloud, {}, email, password);
        return { first, second: await Persona.signIn(stage.cloud, email, password) };
    }

    async function listOf(persona: Persona): Promise<{ items: Session[]; total: number }> {
        const { data, error } = await persona.call('list_my_sessions');
        expect(error).to.equal(null);
        return data as { items: Session[]; total: number };
    }

    const currentOf = async (persona: Persona): Promise<string> =>
        (await listOf(persona)).items.find(({ is_current }) => is_current)?.id ?? '';

    it('are listed with that of the token first, and then the ones used last', async () => {
        const { first, second } = await twoDevices();
        const { items, total } = await listOf(first);
        expect(total).to.equal(2);
        expect(items.map(({ is_current }) => is_current)).to.deep.equal([true, false]);
        expect(items[1]?.id).to.equal(await currentOf(second));
        expect(items[0]?.used_at).to.equal(items[0]?.created_at);

        await stage.database.query(
            `update auth.sessions
             set refreshed_at = '2026-11-20 10:00', user_agent = repeat('x', 600), ip = '192.0.2.1' where id = $1`,
            [items[1]?.id]
        );
        expect((await listOf(first)).items[1]).to.deep.include({
            used_at: '2026-11-20T10:00:00.000000Z',
            user_agent: 'x'.repeat(500),
            ip: '192.0.2.1'
        });
    });

    it('are those of the caller only, without expired ones, and at most 100', async () => {
        const { first } = await twoDevices();
        await twoDevices();
        await stage.database.query(
            `insert into auth.sessions (id, user_id, not_after)
             select gen_random_uuid(), $1, case when n = 1 then now() - interval '1 second' end
             from generate_series(1, 101) n`,
            [first.id]
        );
        const { items, total } = await listOf(first);
        expect([items.length, total, items[0]?.is_current]).to.deep.equal([100, 102, true]);
    });

    it('end one by one, and the device cannot renew its access token', async () => {
        const { first, second } = await twoDevices();
        const id = await currentOf(second);
        expect((await first.call('end_session', { session_id: id })).error).to.equal(null);
        expect((await listOf(first)).total).to.equal(1);
        expect((await second.client.auth.refreshSession()).error?.code).to.be.a('string');
        expect((await first.call('end_session', { session_id: id })).error?.message).to.equal('NOT_FOUND');
        expect((await first.client.auth.refreshSession()).error).to.equal(null);
    });

    it('of another user cannot be ended', async () => {
        const [{ first: ada }, { first: mallory }] = [await twoDevices(), await twoDevices()];
        for (const session_id of [await currentOf(ada), randomUUID(), null]) {
            expect((await mallory.call('end_session', { session_id })).error?.message).to.equal('NOT_FOUND');
        }
        expect((await listOf(ada)).total).to.equal(2);
    });

    it('are not for a device that was signed out, though its access token is valid', async () => {
        const { first, second } = await twoDevices();
        const own = await currentOf(first);
        await first.call('end_session', { session_id: await currentOf(second) });
        expect((await second.call('my_account')).error).to.equal(null);
        for (const [name, body] of [
            ['list_my_sessions', {}],
            ['end_session', { session_id: own }]
        ] as const) {
            const { status, error } = await second.call(name, body);
            expect([status, error?.message]).to.deep.equal([401, 'UNAUTHORIZED']);
        }
        expect((await listOf(first)).total).to.equal(1);
    });

    it('change nothing after they have ended, though the access token is valid, and read', async () => {
        const { first, second } = await twoDevices();
        await stage.database.setTier(first.id, 'enterprise');
        const { id: documentId } = await second.create({ content: 'mine' });
        await first.call('end_session', { session_id: await currentOf(second) });
        const subject = { documentId, trashedId: documentId, shareId: randomUUID() };
        const refused: string[] = [];
        for (const [name, { body }] of Object.entries(CALLS)) {
            const { status, error } = await second.call(name, { ...body(subject) });
            if (status === 401) {
                expect([error?.message, JSON.parse(error?.details ?? '')], name).to.deep.equal([
                    'UNAUTHORIZED',
                    { reason: 'invalid' }
                ]);
                refused.push(name);
            }
        }
        expect(Object.keys(CALLS).filter(name => !refused.includes(name))).to.have.members(READING);
        expect((await first.read(documentId)).content).to.equal('mine');
        expect((await first.call('create_api_key', { name: 'key', scopes: ['documents:read'] })).error).to.equal(null);
    });

    it('change nothing after they have expired', async () => {
        const { first, second } = await twoDevices();
        await stage.database.query(`update auth.sessions set not_after = now() - interval '1 second' where id = $1`, [
            await currentOf(second)
        ]);
        const body = { name: 'a', language_id: 'a' };
        expect((await second.call('create_document', body)).status).to.equal(401);
        expect((await first.call('create_document', body)).error).to.equal(null);
    });

    it('are not asked for where the token names none', async () => {
        const { first } = await twoDevices();
        const claims = { sub: first.id, role: 'authenticated' };
        const caller = Persona.bearer(stage.cloud, mintToken(claims, stage.cloud.jwtSecret));
        expect((await caller.call('create_document', { name: 'a', language_id: 'a' })).error).to.equal(null);
    });
});
