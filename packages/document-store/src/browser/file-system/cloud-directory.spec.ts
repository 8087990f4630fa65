// SPDX-License-Identifier: MIT

import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { COMPARED_SCHEME } from '../cloud-schemes';
import { versionUri } from '../history/version-uri';
import { openFileSystemWindow } from '../test/file-system-window';
import { CloudDirectory } from './cloud-directory';

disableBrowserGlobals();

describe('CloudDirectory', () => {
    async function world() {
        const user = await signUpCloudUser();
        const { documents: store } = user.store;
        const container = openFileSystemWindow(user.store, store);
        const document = await store.create({ name: 'notes.md', language_id: 'markdown', content: 'one' });
        return {
            document,
            store,
            documents: container.get(CloudDocumentService),
            directory: container.get(CloudDirectory)
        };
    }

    it('finds a document by its id, whatever the name in the URI is, and by its entry in the folder [FR-021]', async () => {
        const { document, directory } = await world();
        for (const uri of [
            `sanyam://${document.id}/notes.md`,
            `sanyam://${document.id.toUpperCase()}/other.md`,
            `sanyam://${document.id}`
        ]) {
            expect(directory.knownDocumentId(new URI(uri)), uri).to.equal(document.id);
            expect(await directory.documentId(new URI(uri)), uri).to.equal(document.id);
        }
        const entry = new URI('sanyam:///notes.md');
        expect(directory.knownDocumentId(entry)).to.equal(undefined);
        expect(await directory.documentId(entry)).to.equal(document.id);
    });

    it('finds no document at other URIs', async () => {
        const { document, directory } = await world();
        for (const [uri, code] of [
            ['sanyam:///', 'DOCUMENT_NOT_FOUND'],
            ['sanyam:///missing.md', 'DOCUMENT_NOT_FOUND'],
            [`file:///${document.id}/notes.md`, 'DOCUMENT_NOT_FOUND'],
            [`sanyam://${document.id}/assets/logo.png`, 'ASSETS_NOT_SUPPORTED']
        ] as const) {
            expect(directory.knownDocumentId(new URI(uri)), uri).to.equal(undefined);
            const error: unknown = await directory.documentId(new URI(uri)).catch((reason: unknown) => reason);
            expect(CloudError.is(error, code), uri).to.equal(true);
        }
        expect(directory.isCloudUri(new URI('sanyam:///missing.md'))).to.equal(true);
        expect(directory.isCloudUri(new URI('file:///notes.md'))).to.equal(false);
    });

    it('knows each text of the cloud: documents, old versions, and both sides of a comparison', async () => {
        const { document, directory } = await world();
        const file = new URI('file:///notes.md');
        const version = versionUri({ documentId: document.id, version: 1, name: 'notes.md' });
        const compared = new URI(`${COMPARED_SCHEME}:///notes.md`);
        for (const uri of [directory.permanentUri(document), version, compared]) {
            expect(directory.isOfCloud(uri), uri.toString()).to.equal(true);
            expect(directory.isOfCloud(DiffUris.encode(uri, file, 'left'))).to.equal(true);
            expect(directory.isOfCloud(DiffUris.encode(file, uri, 'right'))).to.equal(true);
        }
        expect(directory.isOfCloud(file)).to.equal(false);
        expect(directory.isOfCloud(DiffUris.encode(file, file, 'both'))).to.equal(false);
    });

    it('names a document as it is called now, and says when that changes', async () => {
        const { document, store, documents, directory } = await world();
        const uri = directory.permanentUri(document);
        const renamed: string[] = [];
        expect(directory.nameAt(new URI(`sanyam://${document.id}/old.md`))).to.equal('old.md');
        await documents.read(document.id);
        directory.onDidRename(({ documentId }) => renamed.push(documentId));
        expect(directory.nameAt(new URI(`sanyam://${document.id}/old.md`))).to.equal('notes.md');

        await store.save(document.id, { name: 'new #1.md' });
        await documents.list({ include_shared: true });
        expect(renamed).to.deep.equal([document.id]);
        expect(directory.nameAt(uri)).to.equal('new #1.md');
        expect(directory.nameAt(new URI('sanyam:///entry.md'), document.id)).to.equal('new #1.md');
        expect(directory.nameAt(new URI('sanyam:///entry.md'))).to.equal('entry.md');
    });

    it('gives the editor of a document a URI with its name, also with characters that are special in URIs', async () => {
        const { document, directory } = await world();
        const uri = directory.permanentUri({ id: document.id, name: '100% #1?.md' });
        expect(uri.path.base).to.equal('100% #1?.md');
        expect(directory.knownDocumentId(new URI(uri.toString()))).to.equal(document.id);
    });
});
