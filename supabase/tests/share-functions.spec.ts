// SPDX-License-Identifier: MIT

import { documentShareSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { failureOf, newAddress, PERMISSIONS, share, sharesOf, signUpSharer, tally } from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('a share', stage => {
    it('has the given address and permission, and is listed oldest first [FR-036, FR-037]', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        expect(await sharesOf(ada, document)).to.deep.equal([]);
        const made = [];
        for (const permission of PERMISSIONS) {
            const email = newAddress();
            const answer = await share(ada, document, email, permission);
            expect(answer).to.deep.include({ document_id: document.id, email, permission, created: true });
            expect(answer).to.deep.include({ expires_at: null, updated_at: answer.created_at });
            made.push(answer);
        }
        const listed = made.map(answer => ({ ...documentShareSchema.parse(answer), expired: false }));
        expect(await sharesOf(ada, document)).to.deep.equal(listed);
    });

    it('and an offer need the domain of the address in ASCII, as Supabase Auth has it', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        for (const [call, body] of [
            ['share_document', { permission: 'view' }],
            ['offer_ownership', {}]
        ] as const) {
            const email = 'x@bücher.example';
            const { status, error } = await ada.call(call, { document_id: document.id, email, ...body });
            expect([call, status, error?.hint]).to.deep.equal([
                call,
                422,
                'Enter the domain in ASCII, such as xn--bcher-kva.example for bücher.example.'
            ]);
        }
    });

    it('changes when the document is shared with the same address again, in any spelling [FR-037]', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        const email = newAddress();
        const first = await share(ada, document, email, 'view', { expires_at: '2999-01-01T00:00:00.123456Z' });
        expect(first.expires_at).to.equal('2999-01-01T00:00:00.123456Z');
        const second = await share(ada, document, ` \u00a0${email.toUpperCase()}\t`, 'edit');
        expect(second).to.deep.equal({
            ...first,
            permission: 'edit',
            expires_at: null,
            updated_at: second.updated_at,
            created: false
        });
        expect(second.updated_at > first.updated_at).to.equal(true);
        expect(await share(ada, document, email, 'edit')).to.deep.equal(second);
        expect(await sharesOf(ada, document)).to.have.length(1);
    });

    const mistakes = {
        'an address without @': { email: 'ada.example.com' },
        'an address with two @': { email: 'ada@example@com' },
        'an address with nothing before the @': { email: '@example.com' },
        'an address with a space in it': { email: 'ada lovelace@example.com' },
        'an address with a line break in it': { email: 'ada@example.com\nbcc:bob@example.com' },
        'an address with an invisible character in it': { email: 'ada\u200b@example.com' },
        'an address with a letter that sign-up refuses': { email: 'café@example.com' },
        'a domain with an underscore': { email: 'ada@a_b.example' },
        'a domain with an escape': { email: 'ada@%c3%bc.example' },
        'a domain with a label that ends with a hyphen': { email: 'ada@xn--.example' },
        'a domain with a label that begins with a hyphen': { email: 'ada@a.-b.example' },
        'a domain that ends with a hyphen': { email: 'ada@a.b-' },
        'a domain with a label of 64 letters': { email: `ada@a.${'b'.repeat(64)}.example` },
        'an empty address': { email: '  ' },
        'no address': { email: null },
        'an address of 255 characters': { email: `${'a'.repeat(243)}@example.com` },
        'an address of a megabyte': { email: `${'É'.repeat(500_000)}@example.com` },
        'a permission that does not exist': { permission: 'owner' },
        'no permission': { permission: null },
        'an expiry in the past': { expires_at: '2020-01-01T00:00:00Z' },
        'an expiry of -infinity': { expires_at: '-infinity' },
        'an expiry of infinity': { expires_at: 'infinity' },
        'an empty idempotency key': { idempotency_key: '' }
    };
    for (const [what, mistake] of Object.entries(mistakes)) {
        it(`is refused with ${what}`, async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const answer = await ada.call('share_document', {
                document_id: document.id,
                email: newAddress(),
                permission: 'view',
                ...mistake
            });
            expect(failureOf(answer)).to.deep.equal([422, 'VALIDATION_ERROR']);
            const { fields } = JSON.parse(answer.error?.details ?? '{}') as { fields: object };
            expect(Object.keys(fields)).to.deep.equal(Object.keys(mistake));
            expect(await sharesOf(ada, document)).to.deep.equal([]);
        });
    }

    it('accepts an address of 254 characters', async () => {
        const ada = await signUpSharer(stage);
        const email = `${randomUUID()}${'a'.repeat(206)}@example.com`;
        expect((await share(ada, await ada.create(), email, 'view')).email).to.have.length(254);
    });

    it('cannot be given to the owner', async () => {
        const ada = await signUpSharer(stage);
        const { id } = await ada.create();
        const body = { document_id: id, email: ada.email.toUpperCase(), permission: 'view' };
        expect(failureOf(await ada.call('share_document', body))).to.deep.equal([422, 'VALIDATION_ERROR']);
    });

    it('requires a tier with sharing, and survives a downgrade [FR-075, FR-076]', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        const { id } = await share(ada, document, newAddress(), 'view');
        await stage.database.setTier(ada.id, 'free');
        const answer = await ada.call('share_document', {
            document_id: document.id,
            email: newAddress(),
            permission: 'view'
        });
        expect(failureOf(answer)).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
        expect(JSON.parse(answer.error?.details ?? '')).to.include({
            feature: 'document_sharing',
            tier: 'free',
            upgrade_url: '/pricing'
        });
        expect(await sharesOf(ada, document)).to.have.length(1);
        expect((await ada.call('revoke_share', { share_id: id })).error).to.equal(null);
    });

    it('is not revoked when the call names another document', async () => {
        const ada = await signUpSharer(stage);
        const [document, other] = [await ada.create(), await ada.create()];
        const { id } = await share(ada, document, newAddress(), 'view');
        const elsewhere = await ada.call('revoke_share', { share_id: id, document_id: other.id });
        expect(failureOf(elsewhere)).to.deep.equal([404, 'SHARE_NOT_FOUND']);
        expect(await sharesOf(ada, document)).to.have.length(1);
        const here = await ada.call('revoke_share', { share_id: id, document_id: document.id });
        expect(here.error).to.equal(null);
        expect(await sharesOf(ada, document)).to.deep.equal([]);
    });

    it('cannot be given for a document in the trash', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        await share(ada, document, newAddress(), 'view');
        await ada.trash(document.id);
        const answer = await ada.call('share_document', {
            document_id: document.id,
            email: newAddress(),
            permission: 'view'
        });
        expect(failureOf(answer)).to.deep.equal([403, 'DOCUMENT_READ_ONLY']);
        expect(answer.error?.details).to.equal('{"reason": "trashed"}');
        expect(await sharesOf(ada, document)).to.have.length(1);
    });

    it('is one of at most 1,000 for a document', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        await stage.database.query(
            `insert into public.document_shares
                (document_id, owner_id, email, permission, created_at, updated_at)
             select $1::uuid, $2, $1::text || '.' || n || '@example.com', 'view', now(), now() from generate_series(1, 998) n`,
            [document.id, ada.id]
        );
        const answers = await Promise.all(
            Array.from({ length: 10 }, () =>
                ada.call('share_document', { document_id: document.id, email: newAddress(), permission: 'view' })
            )
        );
        expect(tally(answers)).to.deep.equal({ ok: 2, TIER_LIMIT_EXCEEDED: 8 });
        const refused = answers.find(answer => answer.error !== null);
        expect(JSON.parse(refused?.error?.details ?? '')).to.deep.equal({
            limit_name: 'shares',
            limit: 1000,
            current: 1000,
            tier: 'pro'
        });
        await share(ada, document, `${document.id}.7@example.com`, 'edit');
        expect(await sharesOf(ada, document)).to.have.length(1000);
    });

    describe('with an idempotency key', () => {
        it('is created once, and the answer stays the same, even after it is revoked', async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const email = newAddress();
            const first = await share(ada, document, email, 'view', { idempotency_key: 'key' });
            await ada.call('revoke_share', { share_id: first.id });
            expect(await share(ada, document, email, 'view', { idempotency_key: 'key' })).to.deep.equal(first);
            expect(await sharesOf(ada, document)).to.deep.equal([]);
        });

        for (const other of [{ email: 'other@example.com' }, { permission: 'edit' }, { expires_at: '2999-01-01' }]) {
            it(`is refused with a different ${Object.keys(other).join()}`, async () => {
                const ada = await signUpSharer(stage);
                const document = await ada.create();
                const email = newAddress();
                await share(ada, document, email, 'view', { idempotency_key: 'key' });
                const answer = await ada.call('share_document', {
                    document_id: document.id,
                    email,
                    permission: 'view',
                    idempotency_key: 'key',
                    ...other
                });
                expect(failureOf(answer)).to.deep.equal([422, 'VALIDATION_ERROR']);
                expect(JSON.parse(answer.error?.details ?? '')).to.have.nested.property('fields.idempotency_key');
            });
        }

        it('is refused when another function used the key', async () => {
            const ada = await signUpSharer(stage);
            const { id } = await ada.create({ idempotency_key: 'key' });
            const body = { document_id: id, email: newAddress(), permission: 'view', idempotency_key: 'key' };
            expect(failureOf(await ada.call('share_document', body))).to.deep.equal([422, 'VALIDATION_ERROR']);
        });
    });
});
