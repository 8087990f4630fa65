// SPDX-License-Identifier: MIT

import type { CloudDocumentWithContent } from '@sanyam/types';
import { expect } from 'chai';
import { CACHE_LIFETIME, DocumentCache } from './document-cache';

function documentWithId(id: string): CloudDocumentWithContent {
    const time = '2026-01-01T00:00:00.000000Z';
    return {
        id,
        owner_id: id,
        owner_email: null,
        name: 'notes.md',
        language_id: 'markdown',
        size_bytes: 4,
        version: 1,
        created_at: time,
        updated_at: time,
        updated_by: id,
        deleted_at: null,
        deleted_by: null,
        permission: 'owner',
        read_only_reason: null,
        access_ends_at: null,
        folder: '',
        content: 'text'
    };
}

describe('DocumentCache', () => {
    it('returns a document with its version for five minutes [FR-033, FR-034]', () => {
        let time = 1000;
        const cache = new DocumentCache(() => time);
        cache.set(documentWithId('a'));
        time += CACHE_LIFETIME - 1;
        expect(cache.get('a')).to.include({ content: 'text', version: 1 });
        time += 1;
        expect(cache.get('a')).to.equal(undefined);
    });

    it('removes one document or all of them', () => {
        const cache = new DocumentCache();
        cache.set(documentWithId('a'));
        cache.set(documentWithId('b'));
        cache.delete('a');
        expect([cache.get('a')?.id, cache.get('b')?.id]).to.deep.equal([undefined, 'b']);
        cache.clear();
        expect(cache.get('b')).to.equal(undefined);
    });
});
