// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import {
    failureOf,
    newAddress,
    PERMISSIONS,
    share,
    sharesOf,
    signUpSharer,
    withScopes
} from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('shares', stage => {
    it('can be created, listed and revoked by the owner only [FR-036, FR-038, FR-039]', async () => {
        const [ada, bob, eve] = [await signUpSharer(stage), await signUpSharer(stage), await signUpSharer(stage)];
        const document = await ada.create();
        const { id: shareId } = await share(ada, document, newAddress(), 'view');
        const calls = {
            share_document: { document_id: document.id, email: eve.email, permission: 'admin' },
            list_shares: { document_id: document.id },
            revoke_share: { share_id: shareId }
        };
        const answersOf = (persona: Persona) =>
            Promise.all(Object.entries(calls).map(async ([name, body]) => failureOf(await persona.call(name, body))));
        const before = await sharesOf(ada, document);
        expect(await answersOf(bob)).to.deep.equal([
            [404, 'DOCUMENT_NOT_FOUND'],
            [404, 'DOCUMENT_NOT_FOUND'],
            [404, 'SHARE_NOT_FOUND']
        ]);
        const [anonymousStatus] = (await answersOf(Persona.anonymous(stage.cloud)))[0] ?? [];
        expect(anonymousStatus).to.equal(401);
        expect(await sharesOf(ada, document)).to.deep.equal(before);

        for (const permission of PERMISSIONS) {
            await share(ada, document, bob.email, permission);
            expect(await answersOf(bob), permission).to.deep.equal([
                [403, 'FORBIDDEN'],
                [403, 'FORBIDDEN'],
                [404, 'SHARE_NOT_FOUND']
            ]);
            expect(await sharesOf(ada, document)).to.have.length(2);
        }
        await ada.trash(document.id);
        expect((await answersOf(bob)).map(([status]) => status)).to.deep.equal([404, 404, 404]);
    });

    it('can be revoked by the owner and left by the recipient, once [FR-038, BY-06]', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        for (const who of [ada, bob]) {
            const { id } = await share(ada, document, bob.email, 'view');
            const { status, data, error } = await who.call('revoke_share', { share_id: id });
            expect({ status, data, error }).to.deep.equal({ status: 204, data: null, error: null });
            expect(await sharesOf(ada, document)).to.deep.equal([]);
            expect(failureOf(await who.call('revoke_share', { share_id: id }))).to.deep.equal([404, 'SHARE_NOT_FOUND']);
        }
    });

    it('are visible in the table to the owner, and to each recipient without the others [FR-016]', async () => {
        const [ada, bob, eve] = [
            await signUpSharer(stage),
            await Persona.signUp(stage.cloud),
            await signUpSharer(stage)
        ];
        const document = await ada.create();
        const own = await share(ada, document, bob.email, 'admin');
        const other = await share(ada, document, newAddress(), 'view');
        const emails = async (persona: Persona) => {
            const { data } = await persona.client
                .from('document_shares')
                .select('email')
                .eq('document_id', document.id);
            return data?.map(row => row.email as string);
        };
        expect(await emails(ada)).to.have.members([own.email, other.email]);
        expect(await emails(bob)).to.deep.equal([own.email]);
        expect(await emails(eve)).to.deep.equal([]);
        expect((await emails(Persona.anonymous(stage.cloud))) ?? []).to.deep.equal([]);
    });

    it('cannot be created, changed or deleted in the table [FR-016]', async () => {
        const [ada, bob, eve] = [await signUpSharer(stage), await signUpSharer(stage), await signUpSharer(stage)];
        const document = await ada.create();
        const { id } = await share(ada, document, bob.email, 'view');
        const before = await sharesOf(ada, document);
        for (const persona of [ada, bob, eve, Persona.anonymous(stage.cloud)]) {
            const table = () => persona.client.from('document_shares');
            const now = new Date().toISOString();
            const row = { document_id: document.id, owner_id: persona.id || ada.id, permission: 'admin' };
            const times = { created_at: now, updated_at: now };
            for (const { data, error } of [
                await table()
                    .insert({ ...row, ...times, email: eve.email })
                    .select(),
                await table()
                    .upsert({ ...row, ...times, id, email: bob.email })
                    .select(),
                await table().update({ permission: 'admin' }).eq('id', id).select(),
                await table().update({ email: eve.email }).eq('id', id).select(),
                await table().update({ owner_id: eve.id }).eq('id', id).select(),
                await table().delete().eq('id', id).select()
            ]) {
                expect(error === null ? data : []).to.deep.equal([]);
            }
        }
        expect(await sharesOf(ada, document)).to.deep.equal(before);
    });

    it('end when their user leaves the document, and no other does', async () => {
        const [ada, bob, eve] = [
            await signUpSharer(stage),
            await Persona.signUp(stage.cloud),
            await Persona.signUp(stage.cloud)
        ];
        const [document, other] = [await ada.create(), await ada.create()];
        for (const shared of [document, other]) {
            await share(ada, shared, bob.email, 'view');
        }
        await share(ada, document, eve.email, 'edit');
        const leave = (persona: Persona) => persona.call('leave_document', { document_id: document.id });
        expect(failureOf(await leave(ada))).to.deep.equal([404, 'SHARE_NOT_FOUND']);
        expect((await leave(bob)).error).to.equal(null);
        expect(failureOf(await leave(bob))).to.deep.equal([404, 'SHARE_NOT_FOUND']);
        expect((await sharesOf(ada, document)).map(({ email }) => email)).to.deep.equal([eve.email]);
        expect((await sharesOf(ada, other)).map(({ email }) => email)).to.deep.equal([bob.email]);
    });

    it('require an API key with the right scope', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        const { id: shareId } = await share(ada, document, bob.email, 'view');
        const calls = [
            ['list_shares', { document_id: document.id }, 'shares:read'],
            ['share_document', { document_id: document.id, email: newAddress(), permission: 'view' }, 'shares:write'],
            ['revoke_share', { share_id: shareId }, 'shares:write']
        ] as const;
        const scopes = ['documents:read', 'documents:write', 'documents:delete', 'versions:read'];
        for (const [name, body, scope] of calls) {
            const other = scope === 'shares:read' ? 'shares:write' : 'shares:read';
            const refused = await withScopes(stage.cloud, ada, ...scopes, other).call(name, body);
            expect(failureOf(refused)).to.deep.equal([403, 'INSUFFICIENT_SCOPE']);
            expect(refused.error?.details).to.equal(JSON.stringify({ required_scope: scope }).replace(':', ': '));
        }
        for (const [name, body, scope] of calls) {
            expect((await withScopes(stage.cloud, ada, scope).call(name, body)).error).to.equal(null);
        }
        const { data } = await withScopes(stage.cloud, ada, ...scopes, 'shares:write')
            .client.from('document_shares')
            .select();
        expect(data).to.deep.equal([]);
    });
});
