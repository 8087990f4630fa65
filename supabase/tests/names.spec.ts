// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { documentNameProblem, emailAddressProblem, labelProblem, normalizedName } from '@sanyam/types';
import { ACCEPTED_NAMES, charactersOfInterest, REFUSED_NAMES, SURROUNDINGS } from '@sanyam/types/lib/test/names.js';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';

/** For each kind of name: the judgment of the programs, and that of the database, for a name in the column `n`. */
const JUDGES = {
    'a document': [documentNameProblem, 'sanyam_private.name_problem(sanyam_private.normalized_name(n))'],
    'an API key and a version': [labelProblem, 'sanyam_private.label_problem(sanyam_private.normalized_name(n))'],
    'an email address': [emailAddressProblem, 'sanyam_private.address_problem(sanyam_private.address_of(n))']
} as const;

describeOnCloud('a name', stage => {
    async function judged(expression: string, names: readonly string[]): Promise<(string | null)[]> {
        const rows = await stage.database.query(
            `select ${expression} as answer from unnest($1::text[]) with ordinality x (n, place) order by place`,
            [names]
        );
        return rows.map(row => row['answer'] as string | null);
    }

    const table = [...ACCEPTED_NAMES, ...Object.values(REFUSED_NAMES).flat()];
    const addresses = table.map(name => `${name}@example.com`);

    for (const [kind, [problem, expression]] of Object.entries(JUDGES)) {
        it(`of ${kind} gets the same judgment from the database as from the programs`, async () => {
            for (const names of [table, addresses]) {
                const expected = names.map(name => [name, problem(name) ?? null]);
                const answers = await judged(expression, names);
                expect(names.map((name, index) => [name, answers[index]])).to.deep.equal(expected);
            }
        });

        it(`of ${kind} gets the same judgment for each character that has no glyph or changes the direction`, async () => {
            // Programs convert a domain with other letters. The database takes it only in ASCII.
            const names = charactersOfInterest()
                .flatMap(character => SURROUNDINGS.map(put => put(character)))
                .filter(name => kind !== 'an email address' || !/@.*[^\0-\x7F]/su.test(name));
            expect(names.length).to.be.greaterThan(10_000);
            const answers = await judged(expression, names);
            const different = names.filter((name, index) => answers[index] !== (problem(name) ?? null));
            expect(different.map(name => [JSON.stringify(name), problem(name)])).to.deep.equal([]);
        });
    }

    it('has the same normal form in the database as in the programs', async () => {
        const names = table.filter(name => name.isWellFormed());
        expect(await judged('sanyam_private.normalized_name(n)', names)).to.deep.equal(names.map(normalizedName));
    });

    it('of a document is stored in NFC with its case as typed, and found in every form', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const nfd = 'Café.md'.normalize('NFD');
        const { id } = await ada.create({ name: nfd, idempotency_key: 'one' });
        expect(await ada.read(id)).to.include({ name: 'Café.md', version: 1 });
        // The same request in the other form.
        expect(await ada.create({ name: 'Café.md', idempotency_key: 'one' })).to.include({ id });
        for (const query of ['café', 'CAFÉ', 'fé.m', nfd, 'É'.normalize('NFD')]) {
            expect(
                (await ada.list({ query })).items.map(item => item.id),
                query
            ).to.deep.equal([id]);
        }
        expect((await ada.list({ query: 'cafe.' })).items).to.deep.equal([]);
        // The other form of the same name changes nothing.
        expect(await ada.save(id, { name: nfd })).to.include({ version: 1 });
        expect(await ada.save(id, { name: 'naïve.md'.normalize('NFD') })).to.include({ name: 'naïve.md', version: 2 });
        const history = await ada.call('list_versions', { document_id: id });
        expect(history.data).to.have.nested.property('items[0].document_name', 'naïve.md');
    });

    for (const [sentence, names] of Object.entries(REFUSED_NAMES)) {
        it(`of a document is refused: ${sentence}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create();
            // The server of the database refuses a NUL and a lone surrogate before the function runs.
            for (const name of names.filter(each => each.isWellFormed() && !each.includes('\u0000'))) {
                for (const [call, body] of [
                    ['create_document', { name, language_id: 'markdown' }],
                    ['save_document', { document_id: id, name }]
                ] as const) {
                    const { status, error } = await ada.call(call, body);
                    expect([status, error?.hint], JSON.stringify(name)).to.deep.equal([422, documentNameProblem(name)]);
                }
            }
            expect(await ada.read(id)).to.include({ version: 1 });
        });
    }

    it('of an API key and of a version are judged, and stored in NFC, and addresses are in ASCII', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'pro');
        const { id } = await ada.create();
        const calls = (name: string) =>
            [
                ['create_api_key', { name, scopes: ['documents:read'] }, 'name'],
                ['name_version', { document_id: id, version_number: 1, name }, 'name'],
                ['share_document', { document_id: id, email: `${name}@example.com`, permission: 'view' }, 'email'],
                ['offer_ownership', { document_id: id, email: `${name}@example.com` }, 'email']
            ] as const;
        for (const name of ['in\u202Evoice', 'pass\u200Bword', 'a\u{E0041}b']) {
            for (const [call, body] of calls(name)) {
                const { status, error } = await ada.call(call, body);
                expect([call, status, error?.message]).to.deep.equal([call, 422, 'VALIDATION_ERROR']);
            }
        }
        for (const [call, body, field] of calls('zoé'.normalize('NFD'))) {
            const { data, error } = await ada.call(call, body);
            if (field === 'name') {
                expect(error, call).to.equal(null);
                expect(data).to.have.property(field, 'zoé');
            } else {
                // Nobody can sign up with it.
                expect(error, call).to.include({ message: 'VALIDATION_ERROR' });
            }
        }
    });

    describe('of 50,000 marks on one letter', () => {
        /** Normalizing it would take half a minute, and more than a statement may take. */
        const name = 'a' + '\u0301\u0323'.repeat(25_000);

        it('is refused by every function before it is normalized', async () => {
            const ada = await Persona.signUp(stage.cloud);
            await stage.database.setTier(ada.id, 'pro');
            const { id } = await ada.create();
            const calls = [
                ['create_document', { name, language_id: 'markdown' }, 255],
                ['save_document', { document_id: id, name }, 255],
                ['list_documents', { query: name }, 255],
                ['create_api_key', { name, scopes: ['documents:read'] }, 100],
                ['name_version', { document_id: id, version_number: 1, name }, 100],
                ['share_document', { document_id: id, email: `${name}@example.com`, permission: 'view' }, 254],
                ['offer_ownership', { document_id: id, email: `${name}@example.com` }, 254]
            ] as const;
            for (const [call, body, most] of calls) {
                const { status, error } = await ada.call(call, body);
                expect([call, status, error?.message]).to.deep.equal([call, 422, 'VALIDATION_ERROR']);
                expect(error?.hint, call).to.contain(`at most ${most} characters`);
            }
        });

        it('is refused by the triggers of the tables before it is normalized', async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create();
            for (const statement of [
                'update public.documents set name = $2 where id = $1',
                'update public.document_versions set name = $2 where document_id = $1',
                `insert into public.api_keys (user_id, name, prefix, scopes, created_at)
                 select d.owner_id, $2, 'x', array['documents:read'], now() from public.documents d where d.id = $1`
            ]) {
                const refusal = await stage.database.query(statement, [id, name]).catch((error: unknown) => error);
                expect(refusal, statement).to.have.property('code', '23514');
            }
        });

        it('comes back as it is, and only one function normalizes what callers send', async () => {
            const many = '\u{1F600}'.repeat(1025) + 'e\u0301';
            expect(await judged('sanyam_private.normalized_name(n)', [name, many])).to.deep.equal([name, many]);
            const rows = await stage.database.query(
                `select p.proname as name from pg_proc p
                 where p.pronamespace in ('public'::regnamespace, 'sanyam_private'::regnamespace)
                    and p.prosrc ~* '\\mnormalize *\\('
                 order by p.proname`
            );
            // The second one reads the addresses of accounts, which have at most 255 characters.
            expect(rows.map(row => row['name'])).to.deep.equal(['normalized_name', 'user_of_address']);
        });

        it('is made NFC when it has at most 1,024 characters, because 255 come from 1,020', async () => {
            const longest = '\u03b1\u0314\u0342\u0345'.repeat(255);
            expect(await judged('sanyam_private.normalized_name(n)', [longest])).to.deep.equal(['\u1f87'.repeat(255)]);
        });
    });
});
