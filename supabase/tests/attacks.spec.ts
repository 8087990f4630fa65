// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { type Attack, type Attacker, ATTACKS, outcomeOf, type Target } from './support/attacks.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('attacks on an owner’s data', stage => {
    /** Signs up a user with one active document and one in the trash. */
    async function owner(content: string): Promise<{ persona: Persona; documentId: string; trashedId: string }> {
        const persona = await Persona.signUp(stage.cloud);
        const { id: documentId } = await persona.create({ content });
        const { id: trashedId } = await persona.create({ content });
        await persona.trash(trashedId);
        return { persona, documentId, trashedId };
    }

    /** All attacks share one victim, because each test proves that nothing changed. */
    let victim: Awaited<ReturnType<typeof owner>>;
    let attackers: Record<Attacker, Persona>;
    before(async () => {
        victim = await owner('top secret');
        const stranger = await owner('nothing special');
        attackers = { owner: victim.persona, stranger: stranger.persona, anon: Persona.anonymous(stage.cloud) };
    });

    async function expectOutcome(attack: Attack, by: Attacker): Promise<void> {
        const target: Target = { ...victim, ownerId: victim.persona.id, attackerId: attackers[by].id };
        const everyone = [victim.persona.id, attackers.stranger.id];
        const before = await stage.database.snapshot(everyone);
        const { status, data, error } = await attack.attempt(attackers[by].client, target);
        if (outcomeOf(attack, by, stage.grants) === 'refused') {
            expect([data, status], JSON.stringify(error)).to.satisfy(
                () => data === null && [401, 403, 404, 406].includes(status)
            );
        } else {
            expect({ data, error }).to.deep.equal({ data: [], error: null });
        }
        expect(await stage.database.snapshot(everyone)).to.deep.equal(before);
    }

    for (const attack of ATTACKS) {
        for (const by of attack.by) {
            it(`fail when ${by === 'owner' ? 'the owner' : by === 'anon' ? 'anon' : 'a stranger'} tries to ${attack.tries} [FR-016]`, () =>
                expectOutcome(attack, by));
        }
    }

    const forged = {
        'signed with another secret': { role: 'authenticated', secret: 'somebody else’s secret of enough length' },
        'without a signature': { role: 'authenticated', secret: undefined },
        'for the service role, signed with another secret': { role: 'service_role', secret: 'somebody else’s secret' },
        'for the service role, without a signature': { role: 'service_role', secret: undefined }
    };
    for (const [what, { role, secret }] of Object.entries(forged)) {
        it(`fail with a token ${what} [FR-016]`, async () => {
            const forger = Persona.bearer(stage.cloud, mintToken({ sub: victim.persona.id, role }, secret));
            const { status, data } = await forger.call('read_document', { document_id: victim.documentId });
            expect([status, data]).to.deep.equal([401, null]);
            const { data: rows } = await forger.client.from('documents').select();
            expect(rows ?? []).to.deep.equal([]);
        });
    }

    it('fail with an expired token [FR-016]', async () => {
        const claims = { sub: victim.persona.id, role: 'authenticated', exp: Math.floor(Date.now() / 1000) - 3600 };
        const late = Persona.bearer(stage.cloud, mintToken(claims, stage.cloud.jwtSecret));
        expect((await late.call('my_account')).status).to.equal(401);
    });

    it('leave the owner’s data unchanged, and readable to the owner only [FR-016]', async () => {
        expect(await victim.persona.read(victim.documentId)).to.include({ content: 'top secret', version: 1 });
        const { data: documents } = await victim.persona.client.from('documents').select('id');
        expect(documents).to.have.deep.members([{ id: victim.documentId }, { id: victim.trashedId }]);
        const { data: texts } = await victim.persona.client.from('document_versions').select('content');
        expect(texts).to.have.length(2);
        const { data: profiles } = await victim.persona.client.from('user_profiles').select('id');
        expect(profiles).to.deep.equal([{ id: victim.persona.id }]);
    });

    for (const by of ['anon', 'stranger'] as const) {
        it(`can read the tiers as ${by}`, async () => {
            const { data } = await attackers[by].client.from('tier_limits').select('tier').in('tier', ['free', 'pro']);
            expect(data).to.have.deep.members([{ tier: 'free' }, { tier: 'pro' }]);
        });
    }
});
