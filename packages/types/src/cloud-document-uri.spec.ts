// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { formatCloudDocumentUri, parseCloudUri, type UriParts } from './cloud-document-uri';
import { CloudError } from './cloud-error';
import type { ErrorCode } from './error-codes';

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

function cloudUri(authority: string, path: string): UriParts {
    return { scheme: 'sanyam', authority, path };
}

function codeOf(work: () => unknown): ErrorCode | undefined {
    try {
        work();
        return undefined;
    } catch (error) {
        return error instanceof CloudError ? error.code : undefined;
    }
}

describe('a sanyam:// URI', () => {
    it('names a document by its authority, with the current name as the path [FR-021]', () => {
        expect(parseCloudUri(cloudUri(ID, '/notes.md'))).to.deep.equal({
            kind: 'document',
            documentId: ID,
            name: 'notes.md'
        });
        expect(parseCloudUri(cloudUri(ID.toUpperCase(), '/x'))).to.include({ documentId: ID });
        expect(parseCloudUri(cloudUri(ID, ''))).to.include({ kind: 'document', documentId: ID });
    });

    it('without an authority names a folder or a document of the own tree [FR-021, BY-04]', () => {
        expect(parseCloudUri(cloudUri('', '/'))).to.deep.equal({ kind: 'own', path: '' });
        expect(parseCloudUri(cloudUri('', '/notes.md'))).to.deep.equal({ kind: 'own', path: 'notes.md' });
        for (const path of ['/models/shared/a.dsl', '/models//shared/a.dsl/']) {
            expect(parseCloudUri(cloudUri('', path))).to.deep.equal({ kind: 'own', path: 'models/shared/a.dsl' });
        }
    });

    it('with ~shared names an owner, or what that owner shares [BY-04]', () => {
        expect(parseCloudUri(cloudUri('~shared', '/'))).to.deep.equal({ kind: 'shared', path: '' });
        expect(parseCloudUri(cloudUri('~shared', '/ada@example.org/models/a.dsl'))).to.deep.equal({
            kind: 'shared',
            path: 'ada@example.org/models/a.dsl'
        });
    });

    it('encodes names with characters that are special in URIs', () => {
        const name = '100% #1?.md';
        const uri = new URL(formatCloudDocumentUri(ID, name));
        expect(decodeURIComponent(uri.pathname)).to.equal(`/${name}`);
        expect([uri.host, uri.search, uri.hash]).to.deep.equal([ID, '', '']);
    });

    it('below /assets/ is reserved and not yet supported [FR-022, FR-023]', () => {
        for (const path of ['/assets', '/assets/', '/assets/logo.png', '/assets/a/b', '//assets//x']) {
            expect(
                codeOf(() => parseCloudUri(cloudUri(ID, path))),
                path
            ).to.equal('ASSETS_NOT_SUPPORTED');
        }
        expect(codeOf(() => parseCloudUri(cloudUri('', '/assets/logo.png')))).to.equal('ASSETS_NOT_SUPPORTED');
    });

    it('that cannot name a document is refused', () => {
        expect(codeOf(() => parseCloudUri(cloudUri('not-a-uuid', '/x')))).to.equal('DOCUMENT_NOT_FOUND');
        expect(codeOf(() => parseCloudUri(cloudUri(ID, '/folder/x')))).to.equal('DOCUMENT_NOT_FOUND');
        expect(codeOf(() => parseCloudUri({ scheme: 'file', authority: ID, path: '/x' }))).to.equal(
            'DOCUMENT_NOT_FOUND'
        );
    });
});
