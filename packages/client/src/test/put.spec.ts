// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';
import { signUp } from './client-user';
import { CommandLine, type Outcome } from './command-line';

const note = { name: 'notes.md', language_id: 'markdown', content: 'first' };

describe('sanyam put', () => {
    const stage = stageClient();

    async function put(content: string | Uint8Array, ...parameters: string[]): Promise<Outcome> {
        await writeFile(stage.shell.path('notes.md'), content);
        return stage.shell.sanyam('put', 'notes.md', ...parameters);
    }

    it('creates a document from a file, with the name and the language of the file', async () => {
        const content = '\ufeffé 😀\r\n';
        const { code, out } = await put(content);
        const [id = ''] = out.split('\t');
        expect(code).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ ...note, content, version: 1 });
    });

    it('creates a document from standard input, if it gets a name', async () => {
        expect((await stage.shell.pipe('log', 'put', '-')).code).to.equal(2);
        const { out } = await stage.shell.pipe('log', 'put', '-', '--name', 'today.py', '--json');
        const { id } = JSON.parse(out) as { id: string };
        expect(await stage.client.documents.read(id)).to.include({
            name: 'today.py',
            language_id: 'python',
            content: 'log'
        });
        await stage.shell.pipe('more', 'put', '-', '--id', id, '--force', '--language', 'plaintext', '--name', 'b');
        expect(await stage.client.documents.read(id)).to.include({
            name: 'b',
            language_id: 'plaintext',
            content: 'more'
        });
    });

    it('saves a file repeatedly after get', async () => {
        const { id } = await stage.client.documents.create(note);
        await stage.shell.sanyam('get', id, '-o', 'notes.md');
        expect((await put('second')).code).to.equal(0);
        expect((await put('third')).code).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ content: 'third', version: 3 });
        expect(await stage.client.documents.list().toArray()).to.have.length(1);
    });

    it('saves a file repeatedly under another name', async () => {
        const { id } = JSON.parse((await put('first', '--name', 'log.md', '--json')).out) as { id: string };
        expect((await put('second', '--name', 'log.md')).code).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ name: 'log.md', content: 'second', version: 2 });
        await stage.client.documents.update(id, { content: 'theirs' });
        expect((await put('mine', '--name', 'log.md')).code).to.equal(4);
        const other = await stage.client.documents.create({ ...note, name: 'other.md' });
        expect((await put('mine', '--name', 'other.md')).code).to.equal(4);
        expect((await stage.client.documents.read(other.id)).content).to.equal('first');
    });

    it('recognizes a gateway in every spelling of its address', async () => {
        const { id } = JSON.parse((await put('first', '--json')).out) as { id: string };
        stage.shell.environment['SANYAM_GATEWAY_URL'] = `${stage.gateway.url.toUpperCase()}/`;
        expect((await put('second', '--name', 'log.md', '--id', id)).code).to.equal(0);
        expect((await put('third')).code).to.equal(0);
        const documents = await stage.client.documents.list().toArray();
        expect(documents.map(({ version }) => version)).to.deep.equal([3]);
    });

    it('does not overwrite a change of another user', async () => {
        const { id } = await stage.client.documents.create(note);
        await stage.shell.sanyam('get', id, '-o', 'notes.md');
        await stage.client.documents.update(id, { content: 'theirs' });
        const { code, said } = await put('mine');
        expect(code).to.equal(4);
        expect(said).to.include('with version 2').and.to.include('from version 1').and.to.include(`sanyam get ${id}`);
        expect((await stage.client.documents.read(id)).content).to.equal('theirs');
        expect((await put('mine', '--if-version', '2')).code).to.equal(0);
        expect((await stage.client.documents.read(id)).content).to.equal('mine');
    });

    it('does not overwrite a document that the file may not come from', async () => {
        const { id } = await stage.client.documents.create(note);
        const { code, said } = await put('mine');
        expect(code).to.equal(4);
        expect(said).to.include('--if-version 1').and.to.include('--force');
        expect((await put('mine', '--if-version', '3')).code).to.equal(4);
        expect((await stage.client.documents.read(id)).content).to.equal('first');
        expect((await put('mine', '--force')).code).to.equal(0);
        expect((await stage.client.documents.read(id)).content).to.equal('mine');
    });

    it('needs no --force when nothing changes', async () => {
        const { id } = await stage.client.documents.create(note);
        expect((await put('first')).out.split('\t').slice(0, 2)).to.deep.equal([id, '1']);
        expect((await put('second')).code).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ content: 'second', version: 2 });
    });

    it('does not touch documents of others with the same name', async () => {
        const bob = await signUp(stage.cloud, stage.gateway.url);
        const { id } = await bob.client.documents.create(note);
        const { profile } = await stage.client.account();
        await bob.client.shares.create(id, { email: profile.email ?? '', permission: 'view' });
        const { code, out } = await put('mine');
        expect(code).to.equal(0);
        expect(out.split('\t')[0]).not.to.equal(id);
        await stage.client.documents.create(note);
        await bob.client.shares.create(id, { email: profile.email ?? '', permission: 'edit' });
        const other = await CommandLine.open(stage.shell.environment);
        await writeFile(other.path('notes.md'), 'mine');
        expect((await other.sanyam('put', 'notes.md', '--force')).code).to.equal(2);
        await other.close();
    });

    it('says that a document is in the trash, and how to restore it', async () => {
        const { id } = JSON.parse((await put('first', '--json')).out) as { id: string };
        await stage.client.documents.delete(id);
        const { code, said } = await put('second');
        expect(code).to.equal(5);
        expect(said).to.include(`sanyam restore ${id}`);
        await stage.client.documents.restore(id);
        expect((await put('second')).code).to.equal(0);
    });

    it('says that a document is permanently deleted, and creates a new one the next time', async () => {
        const { id } = JSON.parse((await put('first', '--json')).out) as { id: string };
        await stage.client.documents.delete(id);
        const purged = await fetch(`${stage.cloud.supabaseUrl}/rest/v1/rpc/purge_document`, {
            method: 'POST',
            headers: {
                'Content-Type': 'application/json',
                apikey: stage.cloud.anonKey,
                Authorization: `Bearer ${stage.ada.user.token}`
            },
            body: JSON.stringify({ document_id: id })
        });
        expect(purged.ok).to.equal(true);
        expect((await put('second')).code).to.equal(3);
        const again = JSON.parse((await put('second', '--json')).out) as { id: string };
        expect(again.id).not.to.equal(id);
    });

    it('says which file it cannot read', async () => {
        for (const [file, reason] of [
            ['missing.md', 'there is no such file or folder'],
            ['.', 'it is a folder']
        ] as const) {
            const { code, said } = await stage.shell.sanyam('put', file);
            expect([code, said]).to.deep.equal([1, `sanyam: Could not read ${file}: ${reason}.\n`]);
        }
    });

    it('accepts only text', async () => {
        const { code, said } = await put(new Uint8Array([0x50, 0, 0, 0xff, 0xfe]));
        expect([code, said]).to.deep.equal([2, 'sanyam: notes.md is not text. Documents can contain only text.\n']);
        expect(await stage.client.documents.list().toArray()).to.deep.equal([]);
    });

    it('suggests no encoding that would destroy the text', async () => {
        const nul = await put('a\0b\n');
        expect([nul.code, nul.said]).to.deep.equal([
            2,
            'sanyam: notes.md has a NUL character (U+0000), as its character 2. Documents cannot contain it. Remove it.\n'
        ]);
        expect((await put('a\0b\n', '--encoding', 'latin1')).said).to.include('has a NUL character');
        const isNotText = 'sanyam: notes.md is not text. Documents can contain only text.\n';
        const all = Uint8Array.from({ length: 256 }, (_, index) => index);
        expect((await put(all)).said).to.equal(isNotText);
        expect((await put(all.slice(1))).said).to.equal(isNotText);
        // UTF-16 that is cut in the middle of a character, and UTF-32.
        expect((await put(Buffer.from('\ufeffcheese', 'utf16le').subarray(0, -1))).said).to.equal(isNotText);
        expect((await put(Buffer.from('fffe000063000000', 'hex'))).said).to.equal(isNotText);
        // “カニ” in Shift_JIS, and “Käse” in Latin-1: each of them is text in many encodings.
        for (const digits of ['834a836a0d0a', '4be473650d0a']) {
            const { code, said } = await put(Buffer.from(digits, 'hex'));
            expect([code, said]).to.deep.equal([
                2,
                'sanyam: notes.md is not UTF-8 text. Documents can contain only text.\n' +
                    '  --encoding <name>  converts it from its encoding, such as windows-1252 or shift_jis\n'
            ]);
        }
        expect(await stage.client.documents.list().toArray()).to.deep.equal([]);
    });

    it('says where UTF-8 is damaged, and names only encodings that fit as examples', async () => {
        const damaged = Buffer.concat([Buffer.from('ä\r\nGrüße '), Buffer.from([0xff]), Buffer.from(' x\n')]);
        const { code, said } = await put(damaged);
        expect([code, said]).to.deep.equal([
            2,
            'sanyam: notes.md is damaged UTF-8 text. Its first wrong byte is 0xff, in line 2, column 7. Repair the file.\n'
        ]);
        // “é” in Latin-1 at the end is half a character of Shift_JIS. windows-1252 does not use the byte 9D.
        for (const [digits, examples] of [
            ['636166e9', ', such as windows-1252'],
            ['9d4b', ', such as shift_jis'],
            ['9d', '']
        ] as const) {
            expect((await put(Buffer.from(digits, 'hex'))).said.split('\n')[1]).to.equal(
                `  --encoding <name>  converts it from its encoding${examples}`
            );
        }
        expect(await stage.client.documents.list().toArray()).to.deep.equal([]);
    });

    it('converts Latin-1 and Shift_JIS on request', async () => {
        for (const [encoding, digits, text] of [
            ['windows-1252', '4be473650d0a', 'Käse\r\n'],
            ['shift_jis', '834a836a', 'カニ']
        ] as const) {
            const bytes = Buffer.from(digits, 'hex');
            const { out } = await put(bytes, '--encoding', encoding, '--force', '--json');
            const { id } = JSON.parse(out) as { id: string };
            expect((await stage.client.documents.read(id)).content).to.equal(text);
        }
    });

    const encoded: readonly [string, string, Buffer, string][] = [
        ['utf-16le', 'UTF-16 with a byte order mark', Buffer.from('\ufeffKäse', 'utf16le'), '\ufeffKäse'],
        ['utf-16le', 'UTF-16 without a byte order mark', Buffer.from('cheese', 'utf16le'), 'cheese'],
        ['utf-16be', 'big-endian UTF-16', Buffer.from('\ufeffKäse', 'utf16le').swap16(), '\ufeffKäse']
    ];
    for (const [encoding, what, bytes, text] of encoded) {
        it(`refuses ${what}, offers to convert it, and converts it`, async () => {
            const { code, said } = await put(bytes);
            expect(code).to.equal(2);
            expect(said).to.include('is not UTF-8 text').and.to.include(`--encoding ${encoding} `);
            expect(await stage.client.documents.list().toArray()).to.deep.equal([]);
            const { id } = JSON.parse((await put(bytes, '--encoding', encoding, '--json')).out) as { id: string };
            expect((await stage.client.documents.read(id)).content).to.equal(text);
        });
    }

    it('refuses an unknown encoding, and text that is in another one', async () => {
        for (const encoding of ['klingon', 'x-user-defined', ' X-User-Defined']) {
            const { said } = await put(Buffer.from([0xfc]), '--encoding', encoding);
            expect(said).to.include(`“${encoding}” is not an encoding`);
        }
        const { code, said } = await put(Buffer.from([0x82]), '--encoding', 'shift_jis');
        expect([code, said.includes('is not text in shift_jis')]).to.deep.equal([2, true]);
    });

    it('reads UTF-16 in the order of its byte order mark, and refuses an encoding that contradicts a mark', async () => {
        const little = Buffer.from('\ufeffKäse', 'utf16le');
        const big = Buffer.from(little).swap16();
        for (const bytes of [little, big]) {
            const { id } = JSON.parse((await put(bytes, '--encoding', 'UTF-16', '--force', '--json')).out) as {
                id: string;
            };
            expect((await stage.client.documents.read(id)).content).to.equal('\ufeffKäse');
        }
        const before = await stage.client.documents.list().toArray();
        const refused: readonly [Buffer, string, string][] = [
            [big, 'utf-16le', 'utf-16be'],
            [little, 'utf-16be', 'utf-16le'],
            [Buffer.from('\ufeffсыр', 'utf16le'), 'latin1', 'utf-16le'],
            [Buffer.from('\ufeffKäse'), 'windows-1252', 'utf-8'],
            [Buffer.from('\ufeffKäse'), 'utf-16', 'utf-8']
        ];
        for (const [bytes, encoding, marked] of refused) {
            const { code, said } = await put(bytes, '--encoding', encoding);
            expect(code, said).to.equal(2);
            expect(said).to.include(`byte order mark of ${marked}`).and.to.include(`--encoding ${marked} `);
        }
        expect(await stage.client.documents.list().toArray()).to.deep.equal(before);
    });
});
