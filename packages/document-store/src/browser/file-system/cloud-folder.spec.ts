// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { CloudFolder } from './cloud-folder';

function documentNamed(name: string, id: string, createdAt: string): CloudDocument {
    return {
        id,
        owner_id: id,
        owner_email: null,
        name,
        language_id: 'plaintext',
        size_bytes: 0,
        version: 1,
        created_at: createdAt,
        updated_at: createdAt,
        updated_by: null,
        deleted_at: null,
        deleted_by: null,
        permission: 'owner',
        read_only_reason: null,
        access_ends_at: null,
        folder: ''
    };
}

describe('the folder of all documents', () => {
    const older = documentNamed('notes.md', '11111111-1111-4111-8111-111111111111', '2026-01-01T00:00:00.000000Z');
    const newer = documentNamed('notes.md', '22222222-2222-4222-8222-222222222222', '2026-01-02T00:00:00.000000Z');

    it('lists documents by name', () => {
        expect(new CloudFolder([older]).names).to.deep.equal(['notes.md']);
        expect(new CloudFolder([older]).find('notes.md')).to.equal(older);
    });

    it('gives documents with the same name unique entry names, independent of their order', () => {
        for (const documents of [
            [older, newer],
            [newer, older]
        ]) {
            const folder = new CloudFolder(documents);
            expect(folder.find('notes.md')).to.equal(older);
            expect(folder.find('notes (22222222-2222).md')).to.equal(newer);
        }
    });

    it('keeps a document whose own name is the distinct name of another one', () => {
        const odd = { ...older, id: '33333333-3333-4333-8333-333333333333', name: 'notes (22222222-2222).md' };
        const folder = new CloudFolder([odd, older, newer]);
        expect(new Set([...folder.documents].map(([, { id }]) => id))).to.deep.equal(
            new Set([odd.id, older.id, newer.id])
        );
        expect(new Set(folder.names).size).to.equal(3);
    });

    it('gives the name to the document that had it first, and not to an older one that others gave the name [BY-04]', () => {
        const thief = { ...older, placed_at: '2026-01-03T00:00:00.000000Z' };
        for (const mine of [newer, { ...newer, placed_at: newer.created_at }]) {
            const folder = new CloudFolder([thief, mine]);
            expect(folder.find('notes.md')).to.equal(mine);
            expect(folder.nameOf(thief.id)).to.equal('notes (11111111-1111).md');
        }
    });

    it('finds a document by its name with a part of its id, also when it has the name alone', () => {
        const folder = new CloudFolder([newer]);
        expect(folder.names).to.deep.equal(['notes.md']);
        expect(folder.find('notes (22222222-2222).md')).to.equal(newer);
        expect(folder.find('notes (11111111-1111).md')).to.equal(undefined);
        expect(folder.find('other (22222222-2222).md')).to.equal(undefined);
    });

    it('finds a name in NFC and NFD, which are one name', () => {
        const composed = { ...older, name: 'caf\u00e9.md' };
        const decomposed = { ...newer, name: 'cafe\u0301.md' };
        const folder = new CloudFolder([composed, decomposed]);
        expect(folder.names).to.deep.equal(['caf\u00e9.md', 'caf\u00e9 (22222222-2222).md']);
        expect(folder.find('cafe\u0301.md')).to.equal(composed);
        expect(new CloudFolder([decomposed]).find('caf\u00e9.md')).to.equal(decomposed);
    });

    it('lets a folder keep its name before a document [BY-04]', () => {
        const folder = new CloudFolder([older], ['notes.md', 'cafe\u0301']);
        expect(folder.folderNames).to.deep.equal(['notes.md', 'caf\u00e9']);
        expect([folder.hasFolder('caf\u00e9'), folder.find('notes.md')]).to.deep.equal([true, undefined]);
        expect(folder.nameOf(older.id)).to.equal('notes (11111111-1111).md');
        expect(folder.nameOf(newer.id)).to.equal(undefined);
    });
});
