// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { parseVersionUri, versionUri } from './version-uri';

const documentId = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('the URI of a version', () => {
    it('names the document, the version and the name, also with characters that are special in URIs', () => {
        for (const name of ['notes.md', '100% #1?.md', 'Ünï cødé.md']) {
            const uri = versionUri({ documentId, version: 7, name });
            expect(parseVersionUri(new URI(uri.toString()))).to.deep.equal({ documentId, version: 7, name });
            expect(uri.path.base).to.equal(name);
        }
    });

    it('names nothing with another scheme, a wrong id or a wrong number', () => {
        for (const uri of [
            `sanyam://${documentId}/7/notes.md`,
            'sanyam-version://x/7/notes.md',
            `sanyam-version://${documentId}/0/notes.md`,
            `sanyam-version://${documentId}/notes.md`,
            `sanyam-version://${documentId}`
        ]) {
            expect(parseVersionUri(new URI(uri)), uri).to.equal(undefined);
        }
    });
});
