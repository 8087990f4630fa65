// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { ExportPage } from '@sanyam/types';
import { expect } from 'chai';
import { exportPage, ofKind, textsOf, wholeExport } from './support/account-export.js';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare, signUpPro, trashed } from './support/fixtures.js';
import { residentPeak } from './support/resident-peak.js';

/** The limit of a page. */
const PAGE_BYTES = 4_000_000;

describeOnCloud('an export', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    /** Adds documents to a user's account, each with one version with this text. */
    async function addDocuments(owner: Persona, count: number, text: string): Promise<void> {
        await stage.database.query(
            `with made as (
                insert into public.documents (
                    owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by
                )
                select $1, 'document ' || n, 'plain', octet_length($3), now(), now(), $1 from generate_series(1, $2) n
                returning *
             )
             insert into public.document_versions (
                document_id, version_number, content, origin, created_at, created_by,
                document_name, language_id, size_bytes
             )
             select m.id, 1, $3, 'save', now(), $1, m.name, 'plain', m.size_bytes from made m`,
            [owner.id, count, text]
        );
    }

    const roomy = async (user: Persona) =>
        stage.database.giveOwnTier(
            user.id,
            { max_documents: null, max_storage_bytes: null, max_document_size_bytes: 12_000_000 },
            'pro'
        );

    it('has everything that belongs to the user [BY-08]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const document = await ada.create({ name: 'novel.md', content: 'Once' });
        await ada.save(document.id, { content: 'Once upon a time' });
        const thrownAway = await trashed(ada, { name: 'draft.md', content: 'Bad' });
        const bobs = await bob.create({ content: 'the secret of Bob' });
        await giveShare(stage.database, document, bob, 'edit');
        await giveShare(stage.database, bobs, ada, 'edit');
        await ada.call('offer_ownership', { document_id: document.id, email: bob.email });
        await bob.call('offer_ownership', { document_id: bobs.id, email: ada.email });
        const { data } = await ada.call('create_api_key', { name: 'script', scopes: ['documents:read'] });
        const key = data as { id: string; secret: string };
        await stage.database.query(
            `insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             values ($1, date_trunc('hour', now()), 3, 1, now())`,
            [key.id]
        );

        const { manifest, items, pages } = await wholeExport(ada);
        expect(pages).to.equal(1);
        expect(manifest).to.deep.include({ account: await ada.account(), document_count: 2, version_count: 3 });
        const documents = ofKind(items, 'document');
        expect(documents.map(({ id }) => id)).to.deep.equal([document.id, thrownAway.id]);
        const [{ shares, ownership_offer, ...novel } = { shares: [], ownership_offer: null }] = documents;
        const { content, ...expected } = await ada.read(document.id);
        expect(novel).to.deep.equal(expected);
        expect(shares.map(({ email }) => email)).to.deep.equal([bob.email]);
        expect(ownership_offer?.email).to.equal(bob.email);
        expect(textsOf(items, document.id)).to.deep.equal([
            [1, 'Once'],
            [2, content]
        ]);
        expect(documents[1]).to.include({ read_only_reason: 'trashed' });
        expect(textsOf(items, thrownAway.id)).to.deep.equal([[1, 'Bad']]);
        expect(ofKind(items, 'received_share').map(share => [share.document_id, share.owner_id])).to.deep.equal([
            [bobs.id, bob.id]
        ]);
        expect(ofKind(items, 'received_offer').map(offer => offer.document_id)).to.deep.equal([bobs.id]);
        expect(ofKind(items, 'api_key').map(({ id, name, status }) => [id, name, status])).to.deep.equal([
            [key.id, 'script', 'active']
        ]);
        expect(
            ofKind(items, 'api_key_usage').map(usage => [usage.key_id, usage.requests, usage.refused])
        ).to.deep.equal([[key.id, 3, 1]]);
        expect(ofKind(items, 'audit_entry').map(({ action }) => action)).to.include.members([
            'tier.changed',
            'key.created'
        ]);

        const text = JSON.stringify(items);
        expect(text).not.to.contain('the secret of Bob');
        expect(text).not.to.contain(key.secret.slice(-64));
    });

    it('of a new user has no records [BY-08]', async () => {
        const { manifest, items } = await wholeExport(await Persona.signUp(stage.cloud));
        expect(manifest).to.include({ document_count: 0, version_count: 0 });
        expect(items).to.deep.equal([]);
    });

    it('has each of many records once, in pages of at most 4 MB [BY-08]', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        await Promise.all([roomy(ada), roomy(bob)]);
        await addDocuments(ada, 1200, 'short');
        await addDocuments(ada, 6, 'é'.repeat(1_500_000));
        await addDocuments(bob, 1100, '');
        await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             select d.id, d.owner_id, $2, 'view', now(), now() from public.documents d where d.owner_id = $1`,
            [bob.id, ada.email]
        );
        await stage.database.query(
            `with keys as (
                insert into public.api_keys (user_id, name, prefix, scopes, created_at)
                select $1, 'key', 'x', array['documents:read'], now() from generate_series(1, 30)
                returning id
             )
             insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             select k.id, date_trunc('hour', now()) - n * interval '1 hour', 1, 0, now()
             from keys k cross join generate_series(1, 50) n`,
            [ada.id]
        );
        const { items, pages } = await wholeExport(ada);
        const distinct = (kind: 'document' | 'received_share' | 'api_key' | 'audit_entry') => [
            ofKind(items, kind).length,
            new Set(ofKind(items, kind).map(({ id }) => id)).size
        ];
        expect(distinct('document')).to.deep.equal([1206, 1206]);
        expect(ofKind(items, 'version').filter(version => version.content_ends).length).to.equal(1206);
        expect(distinct('received_share')).to.deep.equal([1100, 1100]);
        expect(distinct('api_key')).to.deep.equal([30, 30]);
        const usage = ofKind(items, 'api_key_usage').map(({ key_id, hour }) => `${key_id} ${hour}`);
        expect([usage.length, new Set(usage).size]).to.deep.equal([1500, 1500]);
        const [row] = await stage.database.query(
            'select count(*)::integer as count from public.audit_log where user_id = $1',
            [ada.id]
        );
        expect(distinct('audit_entry')).to.deep.equal([row?.['count'], row?.['count']]);
        expect(pages).to.be.within(10, 16);
    });

    it('of 10 MB of control characters has pages of 4 MB, and takes less than 100 MB of memory [BY-08]', async function () {
        const ada = await Persona.signUp(stage.cloud);
        await roomy(ada);
        // JSON needs six bytes for each of these bytes.
        const text = '\u0001'.repeat(10_000_000);
        await addDocuments(ada, 1, text);
        await using server = await residentPeak(stage.cloud, ada);
        const pieces: string[] = [];
        let answer = await server.callInText('select public.export_my_data()');
        for (;;) {
            expect(Buffer.byteLength(answer)).to.be.at.most(PAGE_BYTES);
            const page = JSON.parse(answer) as { items: Array<{ data: { content?: string } }>; next_cursor: string };
            pieces.push(...page.items.map(({ data }) => data.content ?? ''));
            if (page.next_cursor === null) {
                break;
            }
            answer = await server.callInText('select public.export_my_data($1)', page.next_cursor);
        }
        expect(pieces.join('') === text).to.equal(true);
        const megabytes = await server.megabytes();
        if (megabytes === undefined) {
            this.skip();
        }
        expect(megabytes).to.be.below(100);
    });

    it('has a text of surrogate pairs in pieces, each a valid text', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await roomy(ada);
        const text = 'a' + '😀'.repeat(250_000);
        await addDocuments(ada, 1, text);
        const { items } = await wholeExport(ada);
        const pieces = ofKind(items, 'version');
        expect(pieces.map(({ content_offset, content_ends }) => [content_offset, content_ends])).to.deep.equal([
            [0, false],
            [250_000, true]
        ]);
        expect(pieces.map(({ content }) => content).join('') === text).to.equal(true);
    });

    it('that was given up can continue, until the next one takes its place at once [BY-08]', async () => {
        const ada = await pro();
        await ada.create({ content: 'x' });
        const abandoned = (await exportPage(ada)).next_cursor ?? '';
        expect((await exportPage(ada, abandoned)).next_cursor).to.equal(null);
        expect((await exportPage(ada, abandoned)).next_cursor).to.equal(null);
        const { next_cursor: next } = await exportPage(ada);
        const { status, error } = await ada.call('export_my_data', { cursor: abandoned });
        expect([status, error?.message]).to.deep.equal([400, 'INVALID_CURSOR']);
        expect(error?.hint).to.match(/^Another export of your data has begun since\./);
        expect((await exportPage(ada, next ?? '')).next_cursor).to.equal(null);
    });

    it('makes one page at a time for a user, and soon the next one [BY-08]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const { next_cursor: cursor } = await exportPage(ada);
        await stage.database.duringExportPage(ada.id, async () => {
            const before = Date.now();
            for (const body of [{}, { cursor }]) {
                const { status, error } = await ada.call('export_my_data', body);
                expect([status, error?.message]).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED']);
                const { reset_at } = JSON.parse(error?.details ?? '') as { reset_at: string };
                expect(Date.parse(reset_at) - 5000).to.be.within(before, Date.now());
            }
            await wholeExport(bob);
        });
        expect((await ada.call('export_my_data', { cursor })).status).to.equal(200);
    });

    it('begins once for each of many calls at the same time, and one of them can continue', async () => {
        const ada = await pro();
        const answers = await Promise.all(Array.from({ length: 8 }, () => ada.call('export_my_data')));
        const begun = answers.filter(({ status }) => status === 200).map(({ data }) => data as ExportPage);
        expect(answers.map(({ status }) => status)).to.satisfy((all: number[]) =>
            all.every(status => status === 200 || status === 429)
        );
        const statuses: number[] = [];
        for (const { next_cursor: cursor } of begun) {
            statuses.push((await ada.call('export_my_data', { cursor })).status);
        }
        expect(statuses.sort()).to.deep.equal([200, ...Array<number>(begun.length - 1).fill(400)]);
    });

    it('answers its last page again', async () => {
        const ada = await pro();
        await ada.create({ content: 'x' });
        const { next_cursor } = await exportPage(ada);
        const page = await exportPage(ada, next_cursor ?? '');
        expect(page.next_cursor).to.equal(null);
        expect(await exportPage(ada, next_cursor ?? '')).to.deep.equal(page);
    });

    it('refuses invalid cursors, and those of another user', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const { next_cursor } = await exportPage(bob);
        const made = (place: string) => Buffer.from(place).toString('base64url');
        const id = Buffer.from(next_cursor ?? '', 'base64url')
            .toString()
            .slice(0, 36);
        await exportPage(ada);
        const cursors = ['', 'x', made('x'), made('////'), next_cursor, made(`${id}/document//////`)];
        for (const cursor of cursors) {
            const { status, error } = await ada.call('export_my_data', { cursor });
            expect([status, error?.message], String(cursor)).to.deep.equal([400, 'INVALID_CURSOR']);
        }
        const places = ['', 'documents', 'document/infinity///', 'document///1/-1', 'document///1/1000000001'];
        for (const place of [...places, 'api_key///99999999999999999999/']) {
            const { status, error } = await bob.call('export_my_data', { cursor: made(`${id}/${place}`) });
            expect([status, error?.message], place).to.deep.equal([400, 'INVALID_CURSOR']);
        }
    });
});
