// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { History } from './support/version-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('the history of a document', stage => {
    /** Signs up a user with a history, and creates a document with one version for each text. */
    async function author(...texts: readonly string[]): Promise<[Persona, CloudDocument, History]> {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'pro');
        let document = await ada.create({ content: texts[0] ?? '' });
        for (const content of texts.slice(1)) {
            document = await ada.save(document.id, { content });
        }
        return [ada, document, new History(ada, document.id)];
    }

    /** A document for the tests that change nothing. */
    let still: { id: string; history: History };
    before(async () => {
        const [, { id }, history] = await author('text 1', 'text 2', 'text 3');
        still = { id, history };
    });

    const numbered = (count: number) => Array.from({ length: count }, (_, index) => `text ${index + 1}`);

    it('is listed newest first, without content [FR-041]', async () => {
        const [ada, document, history] = await author('one', 'three');
        await ada.save(document.id, { name: 'renamed.md', origin: 'autosave' });
        const { items, ...page } = await history.list();
        expect(page).to.deep.equal({ next_cursor: null, prev_cursor: null, total_count: 3, page_size: 20 });
        expect(
            items.map(item => [item.version_number, item.document_name, item.size_bytes, item.origin])
        ).to.deep.equal([
            [3, 'renamed.md', 5, 'autosave'],
            [2, 'notes.md', 5, 'save'],
            [1, 'notes.md', 3, 'save']
        ]);
        expect(items[2]).to.deep.include({
            document_id: document.id,
            name: null,
            api_key_name: null,
            created_at: document.created_at,
            created_by: ada.id,
            created_by_email: ada.email,
            language_id: 'markdown'
        });
    });

    for (const direction of ['next', 'prev']) {
        it(`shows every version once in the direction ${direction} while others are created [FR-041, FR-114]`, async () => {
            const [ada, { id }, history] = await author(...numbered(9));
            const seen: number[] = [];
            let cursor: string | null = null;
            do {
                const page = await history.list({ page_size: 4, cursor, direction });
                const numbers = page.items.map(item => item.version_number);
                seen.splice(direction === 'next' ? seen.length : 0, 0, ...numbers);
                cursor = direction === 'next' ? page.next_cursor : page.prev_cursor;
                if (seen.length < 9) {
                    await ada.save(id, { content: `new ${seen.length}` });
                }
            } while (cursor !== null);
            const newest = direction === 'next' ? 9 : 11;
            expect(seen).to.deep.equal(Array.from({ length: newest }, (_, index) => newest - index));
        });
    }

    it('goes back to the previous page [FR-111]', async () => {
        const [, , history] = await author(...numbered(5));
        const first = await history.list({ page_size: 2 });
        const second = await history.list({ page_size: 2, cursor: first.next_cursor });
        const back = await history.list({ page_size: 2, cursor: second.prev_cursor, direction: 'prev' });
        expect(back).to.deep.equal(first);
        expect(await history.list({ page_size: 2, cursor: back.next_cursor })).to.deep.equal(second);
    });

    it('leads back from a page that became empty [FR-114]', async () => {
        const [, { id }, history] = await author(...numbered(3));
        const { next_cursor } = await history.list({ page_size: 2 });
        await stage.database.query(
            'delete from public.document_versions where document_id = $1 and version_number < 3',
            [id]
        );
        const empty = await history.list({ cursor: next_cursor });
        expect(empty).to.deep.include({ items: [], next_cursor: null });
        const back = await history.list({ cursor: empty.prev_cursor, direction: 'prev' });
        expect(back.items.map(item => item.version_number)).to.deep.equal([3]);
    });

    const sizes = [
        [null, 20],
        [0, 1],
        [100, 100],
        [1_000_000, 100]
    ] as const;
    for (const [asked, given] of sizes) {
        it(`has pages of ${given} when asked for ${asked} [FR-111]`, async () => {
            expect(await still.history.list({ page_size: asked })).to.include({ page_size: given });
        });
    }

    const encode = (text: string) => Buffer.from(text).toString('base64url');
    const cursors: Record<string, (id: string) => string> = {
        'not base64': () => 'Ünsinn!',
        empty: () => '',
        'not UTF-8': () => '_____w',
        'without a version': id => encode(`${id}/`),
        'not a number': id => encode(`${id}/two`),
        'a negative number': id => encode(`${id}/-1`),
        'in another spelling': id => encode(`${id}/02`),
        'beyond all versions': id => encode(`${id}/99999999999`),
        'of another document': () => encode('9f7ecab6-a732-4dcf-8e92-2e5c25054f93/2'),
        'of a list of documents': id => encode(`2026-11-21T09:07:00.123456Z${id}`),
        padded: id => `${encode(`${id}/2`)}=`,
        'with a suffix': id => encode(`${id}/2/3`),
        'very long': () => 'A'.repeat(100_000)
    };
    it('accepts the cursor that it returns', async () => {
        const { id, history } = still;
        expect(await history.list({ page_size: 2 })).to.include({ next_cursor: encode(`${id}/2`) });
    });
    for (const [what, cursorOf] of Object.entries(cursors)) {
        it(`refuses an invalid cursor: ${what} [FR-112]`, async () => {
            const { id, history } = still;
            const { status, error } = await history.call('list_versions', { cursor: cursorOf(id) });
            expect([status, error?.message]).to.deep.equal([400, 'INVALID_CURSOR']);
        });
    }

    it('refuses an unknown direction [FR-111]', async () => {
        expect((await still.history.call('list_versions', { direction: 'up' })).error?.message).to.equal(
            'VALIDATION_ERROR'
        );
    });

    it('returns the text of each version [FR-042]', async () => {
        for (const version of [1, 2, 3]) {
            const text = `text ${version}`;
            expect(await still.history.read(version)).to.include({ version_number: version, content: text });
        }
    });

    for (const number of [0, -1, 4, 2_147_483_648, Number.MAX_SAFE_INTEGER, null]) {
        it(`has no version ${number}`, async () => {
            for (const name of ['read_version', 'restore_version', 'name_version']) {
                const { status, error } = await still.history.call(name, { version_number: number });
                expect([name, status, error?.message]).to.deep.equal([name, 404, 'VERSION_NOT_FOUND']);
            }
        });
    }

    it('restores a text as a new version with the current name and language, which can be undone [FR-043]', async () => {
        const [ada, { id }, history] = await author('old', 'new');
        await ada.save(id, { name: 'now.yaml', language_id: 'yaml' });
        const restored = await history.restore(1, { base_version: 3 });
        expect(restored).to.include({ version: 4, name: 'now.yaml', language_id: 'yaml', size_bytes: 3 });
        expect(await ada.read(id)).to.include({ version: 4, content: 'old' });
        expect(await history.read(4)).to.include({ origin: 'restore', content: 'old', document_name: 'now.yaml' });
        await history.restore(3);
        expect(await ada.read(id)).to.include({ version: 5, content: 'new' });
        expect(await history.numbers()).to.deep.equal([5, 4, 3, 2, 1]);
    });

    it('changes nothing when the restored text is the current text', async () => {
        const [ada, { id, version }, history] = await author('same', 'other', 'same');
        expect(await history.restore(1)).to.include({ version });
        expect(await history.restore(version)).to.include({ version });
        expect(await history.numbers()).to.deep.equal([3, 2, 1]);
        expect(await ada.read(id)).to.include({ version, content: 'same' });
    });

    it('refuses to restore over a version that the caller has not seen [FR-026]', async () => {
        const [ada, { id }, history] = await author('one', 'two');
        const { status, error } = await history.call('restore_version', { version_number: 1, base_version: 1 });
        expect([status, error?.message]).to.deep.equal([409, 'OPTIMISTIC_LOCK_CONFLICT']);
        expect(JSON.parse(error?.details ?? '')).to.include({ current_version: 2, your_version: 1 });
        expect(await ada.read(id)).to.include({ version: 2 });
    });

    it('is readable on every tier, and changeable only on a tier with versioning [FR-077]', async () => {
        const [ada, , history] = await author('one', 'two');
        await stage.database.setTier(ada.id, 'free');
        expect(await history.numbers()).to.deep.equal([2, 1]);
        expect(await history.read(1)).to.include({ content: 'one' });
        for (const [name, body] of [
            ['restore_version', {}],
            ['name_version', { name: 'first' }]
        ] as const) {
            const { status, error } = await history.call(name, { version_number: 1, ...body });
            expect([status, error?.message]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
            const details: unknown = JSON.parse(error?.details ?? '');
            expect(details).to.include({ feature: 'document_versioning', tier: 'free' });
        }
    });

    it('lets the owner name a version, rename it and remove the name [BY-03]', async () => {
        const [ada, { id }, history] = await author('one', 'two');
        const before = await ada.read(id);
        expect(await history.name(1, ' \t\u00a0Draft for Äda \u2028')).to.include({ name: 'Draft for Äda' });
        expect(await history.read(1)).to.include({ name: 'Draft for Äda', content: 'one' });
        expect(await history.name(1, 'x'.repeat(100))).to.include({ name: 'x'.repeat(100) });
        expect(await history.name(1, '😀'.repeat(100))).to.include({ name: '😀'.repeat(100) });
        for (const none of ['', '  ', null]) {
            await history.name(1, 'named');
            expect(await history.name(1, none)).to.deep.include({ name: null, created_by_email: ada.email });
        }
        expect(await ada.read(id)).to.deep.equal(before);
    });

    for (const [what, name] of [
        ['too long', 'x'.repeat(101)],
        ['two lines long', 'a\nb'],
        ['not printable', 'a\u009fb']
    ] as const) {
        it(`refuses a version name that is ${what}`, async () => {
            const { status, error } = await still.history.call('name_version', { version_number: 1, name });
            expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
        });
    }
});
