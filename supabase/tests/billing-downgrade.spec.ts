// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { cloudDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { authenticate, createKey } from './support/api-key-calls.js';
import { BillingCaller, newId } from './support/billing-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { makeDocuments } from './support/past-documents.js';
import { recount } from './support/recount.js';
import { share } from './support/version-calls.js';

const DOCUMENTS = 100;
const VERSIONS = 50;
const SHARES = 20;
const KEYS = 5;
const CLIENTS = 10;
/** Saves of each client. */
const SAVES = 12;
/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;

/** A save that was accepted. */
interface Saved {
    readonly id: string;
    readonly version: number;
    readonly content: string;
}

describeOnCloud('a subscription that ends while ten clients save', stage => {
    let owner: Persona;
    let friend: Persona;
    let ids: string[];
    let secrets: string[];
    let accepted: Saved[];
    let refusals: Set<string>;

    before(async () => {
        const billing = new BillingCaller(stage);
        owner = await Persona.signUp(stage.cloud);
        friend = await Persona.signUp(stage.cloud);
        const subscription = { subscription_id: newId('sub'), customer_id: newId('cus'), claimed_user_id: owner.id };
        await billing.apply(subscription);
        await makeDocuments(stage.database, owner.id, { documents: DOCUMENTS, versions: VERSIONS });
        const rows = await stage.database.query('select id from public.documents where owner_id = $1 order by id', [
            owner.id
        ]);
        ids = rows.map(({ id }) => String(id));
        for (const id of ids.slice(0, SHARES)) {
            await share(stage.database, id, friend, 'edit');
        }
        secrets = [];
        for (let count = 0; count < KEYS; count++) {
            secrets.push((await createKey(owner)).secret);
        }

        accepted = [];
        refusals = new Set();
        let saves = 0;
        let ending: Promise<unknown> | undefined;
        const client = async (number: number) => {
            const persona = number % 2 === 0 ? owner : friend;
            const own = persona === owner ? ids : ids.slice(0, SHARES);
            for (let count = 0; count < SAVES; count++) {
                const id = own[(number * 7 + count * 13) % own.length] ?? '';
                const content = `text ${count} of client ${number}`;
                const { data, error } = await persona.call('save_document', { document_id: id, content });
                if (error === null) {
                    accepted.push({ id, content, version: cloudDocumentSchema.parse(data).version });
                } else {
                    refusals.add(error.message);
                }
                if (++saves === (CLIENTS * SAVES) / 2) {
                    ending = billing.apply({ ...subscription, status: 'canceled', holds: false });
                }
            }
        };
        await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
        await ending;
    });

    it('leaves the five documents that changed last writable, and the others readable [FR-073]', async () => {
        const { items } = await owner.list({ page_size: 100 });
        const readOnly = items.filter(item => item.read_only_reason === 'over_limit');
        expect([items.length, readOnly.length]).to.deep.equal([DOCUMENTS, DOCUMENTS - FREE_DOCUMENTS]);
        const last = [...items].sort((one, other) => other.updated_at.localeCompare(one.updated_at));
        expect(last.slice(0, FREE_DOCUMENTS).map(item => item.read_only_reason)).to.deep.equal([
            null,
            null,
            null,
            null,
            null
        ]);
        expect((await owner.account()).profile.tier).to.equal('free');
        expect([...refusals]).to.deep.equal(['DOCUMENT_READ_ONLY']);
    });

    it('loses no text that was saved, and no version [FR-073, FR-077]', async () => {
        expect(accepted.length).to.be.greaterThan(0);
        for (const id of new Set(accepted.map(saved => saved.id))) {
            const newest = accepted
                .filter(saved => saved.id === id)
                .reduce((one, other) => (other.version > one.version ? other : one));
            const { version, content } = await owner.read(id);
            expect({ version, content }).to.deep.equal({ version: newest.version, content: newest.content });
        }
        const rows = await stage.database.query(
            `select d.id from public.documents d
             where d.owner_id = $1 and (
                 select count(*) from public.document_versions v
                 where v.document_id = d.id and v.version_number <= $2
             ) <> $2`,
            [owner.id, VERSIONS]
        );
        expect(rows).to.deep.equal([]);
        expect(await recount(stage.database, [owner.id])).to.deep.equal({});
    });

    it('keeps the shares, and revokes the keys [FR-075, FR-078]', async () => {
        const { items } = await friend.list({ include_shared: true, page_size: 100 });
        expect(items.map(({ id }) => id)).to.have.members(ids.slice(0, SHARES));
        for (const secret of secrets) {
            expect(await authenticate(stage, secret)).to.include({ status: 'revoked', allowed: false });
        }
    });
});
