// SPDX-License-Identifier: MIT

import type { ExportedDocument, ExportedVersion, ExportItem, ExportManifest, ExportPage } from '@sanyam/types';
import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { archiveEntries, INDEX_FILE, type ExportProgress } from './archive-entries';

const TIME = '2026-11-26T12:00:00.000000Z';

describe('the files of an export', () => {
    const progress = (): ExportProgress => ({ texts: 0, versions: 0, missing: new Map() });

    function documentItem({ name = '', ...values }: Partial<ExportedDocument>): ExportItem {
        return { kind: 'document', data: { ...listedDocument(name, values), shares: [], ownership_offer: null } };
    }

    function versionItem(document_id: string, version_number: number, piece: Partial<ExportedVersion>): ExportItem {
        const data = { document_id, version_number, content_offset: 0, content_ends: true, content: '', ...piece };
        return { kind: 'version', data: data as ExportedVersion };
    }

    async function* pagesOf(...pages: readonly (readonly ExportItem[])[]): AsyncGenerator<ExportPage> {
        const manifest = { exported_at: TIME } as ExportManifest;
        yield { manifest, items: [], next_cursor: 'a' };
        for (const items of pages) {
            yield { manifest: null, items: [...items], next_cursor: 'b' };
        }
    }

    async function filesOf(state: ExportProgress, ...pages: readonly (readonly ExportItem[])[]) {
        const files: Record<string, string> = {};
        for await (const { name, input } of archiveEntries(pagesOf(...pages), state)) {
            expect(files).not.to.have.property(name);
            files[name] = typeof input === 'string' ? input : await input.text();
        }
        const { [INDEX_FILE]: index = '', ...texts } = files;
        return { texts, index: JSON.parse(index) as Record<string, Record<string, unknown>[]> };
    }

    it('are the newest texts in their folders, those of the trash apart, and a list of everything [BY-08]', async () => {
        const state = progress();
        const { texts, index } = await filesOf(
            state,
            [
                documentItem({ id: 'a', name: 'a.md', folder: 'models', version: 2 }),
                versionItem('a', 1, { content: 'old' }),
                versionItem('a', 2, { content: 'new' })
            ],
            [
                documentItem({ id: 'b', name: 'a.md', folder: 'models', version: 1, deleted_at: TIME }),
                versionItem('b', 1, { content: 'gone' }),
                {
                    kind: 'received_offer',
                    data: { document_id: 'c', name: 'c', owner_email: null, offered_at: TIME, expires_at: TIME }
                }
            ]
        );
        expect(texts).to.deep.equal({ 'documents/models/a.md': 'new', 'trash/models/a.md': 'gone' });
        expect(state).to.include({ texts: 2, versions: 3 });
        expect(Object.keys(index)).to.deep.equal([
            ...[
                'manifest',
                'documents',
                'received_shares',
                'received_offers',
                'api_keys',
                'api_key_usage',
                'audit_entries'
            ],
            'missing'
        ]);
        expect(index['documents']?.map(({ id, file }) => [id, file])).to.deep.equal([
            ['a', 'documents/models/a.md'],
            ['b', 'trash/models/a.md']
        ]);
        expect(index['documents']?.[0]?.['versions']).to.deep.equal([
            { document_id: 'a', version_number: 1 },
            { document_id: 'a', version_number: 2 }
        ]);
        expect(index['received_offers']).to.have.length(1);
        expect(index['missing']).to.deep.equal([]);
    });

    it('have texts that come in pieces, on several pages', async () => {
        const { texts, index } = await filesOf(
            progress(),
            [
                documentItem({ id: 'a', name: 'a', version: 1 }),
                versionItem('a', 1, { content: '😀', content_ends: false })
            ],
            [versionItem('a', 1, { content: 'b', content_offset: 1, content_ends: false })],
            [versionItem('a', 1, { content: '', content_offset: 2 })]
        );
        expect(texts).to.deep.equal({ 'documents/a': '😀b' });
        expect(index['documents']?.[0]?.['versions']).to.have.length(1);
    });

    it('have the last text of a document that comes again, beside the one before', async () => {
        const state = progress();
        const { texts, index } = await filesOf(
            state,
            [documentItem({ id: 'a', name: 'a.md', version: 1 }), versionItem('a', 1, { content: 'one' })],
            [documentItem({ id: 'a', name: 'a.md', version: 2 }), versionItem('a', 2, { content: 'two' })]
        );
        expect(texts).to.deep.equal({ 'documents/a.md': 'one', 'documents/a (2).md': 'two' });
        expect(index['documents']?.at(-1)?.['file']).to.equal('documents/a (2).md');
        expect([...state.missing]).to.deep.equal([]);
    });

    it('list a text that did not arrive, and never have a part of one', async () => {
        const state = progress();
        const { texts, index } = await filesOf(state, [
            documentItem({ id: 'a', name: 'a.md', version: 2 }),
            versionItem('a', 1, { content: 'old' }),
            versionItem('a', 2, { content: 'a part', content_ends: false }),
            documentItem({ id: 'b', name: 'b.md', version: 1 }),
            documentItem({ id: 'b', name: 'b.md', version: 1 }),
            versionItem('b', 1, { content: 'after all' })
        ]);
        expect(texts).to.deep.equal({ 'documents/b.md': 'after all' });
        expect(index['documents']?.[0]?.['file']).to.equal(null);
        expect(index['missing']?.map(({ document_id }) => document_id)).to.deep.equal(['a']);
        expect([...state.missing.keys()]).to.deep.equal(['a']);
    });
});
