// SPDX-License-Identifier: MIT

import { signUpProUser } from '@sanyam/store/lib/test/cloud-user';
import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError, DocumentPlaces } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { openFileSystemWindow } from '../test/file-system-window';
import { listedDocument } from '../test/listed-document';
import { DocumentOfText, EditorAddresses } from '../editor/editor-addresses';
import { CloudDirectory } from './cloud-directory';
import { OpenAddresses } from './open-addresses';
import { TreeAddresses } from './tree-addresses';

disableBrowserGlobals();

describe('addresses in the tree [BY-04]', () => {
    async function world() {
        const user = await signUpProUser();
        const container = openFileSystemWindow(user.store, user.store.documents);
        const add = (name: string, folder = '', { store } = user) =>
            store.documents.create({ name, folder, language_id: 'plaintext', content: 'text' });
        const trees = container.get(TreeAddresses);
        const addressOf = async (id: string): Promise<string> =>
            (await trees.of(await container.get(CloudDocumentService).read(id))).toString();
        return { user, add, addressOf, container };
    }

    it('are the places of documents in the tree of the user', async () => {
        const { add, addressOf } = await world();
        expect(await addressOf((await add('a.dsl', 'models/shared')).id)).to.equal('sanyam:/models/shared/a.dsl');
        expect(await addressOf((await add('100% #1?.md')).id)).to.equal(
            new URI('sanyam:///').withPath('/100% #1?.md').toString()
        );
    });

    it('are those of the owner for what somebody shares', async () => {
        const { user, addressOf, add } = await world();
        const owner = await signUpProUser();
        const { id } = await add('a.dsl', 'models', owner);
        await owner.store.shares.create(id, { email: user.email, permission: 'edit' });
        await add('a.dsl', 'models');
        const address = await addressOf(id);
        expect(new URI(address).authority).to.equal('~shared');
        expect(new URI(address).path.toString()).to.equal(`/${owner.email}/models/a.dsl`);
    });

    it('are by id for all but the oldest document with a path, beside a folder of that name, and for a reserved name', async () => {
        const { add, addressOf, container } = await world();
        const [first, second] = [await add('a.dsl', 'models'), await add('a.dsl', 'models')];
        expect(await addressOf(first.id)).to.equal('sanyam:/models/a.dsl');
        expect(await addressOf(second.id)).to.equal(`sanyam://${second.id}/a.dsl`);
        const beside = await add('models');
        expect(await addressOf(beside.id)).to.equal(`sanyam://${beside.id}/models`);
        // From before the rule.
        expect(container.get(CloudDirectory).treeUri(listedDocument('assets'))).to.equal(undefined);
    });

    it('are found with one short request', async () => {
        const { user, add, addressOf } = await world();
        await add('b.dsl', 'models');
        const { id } = await add('a.dsl', 'models');
        const queries: unknown[] = [];
        const { list } = user.store.documents;
        user.store.documents.list = (query, signal) => {
            queries.push(query);
            return list.call(user.store.documents, query, signal);
        };
        await addressOf(id);
        expect(queries).to.deep.equal([{ folder: 'models', query: 'a.dsl', page_size: 100 }]);
    });

    it('lead to the document of the editor that is there, unless it has left', async () => {
        const { add, container } = await world();
        const [directory, open] = [container.get(CloudDirectory), container.get(OpenAddresses)];
        const { id } = await add('a.dsl', 'models');
        const uri = new URI('sanyam:///models/a.dsl');
        expect(directory.knownDocumentId(uri)).to.equal(undefined);
        expect(await directory.documentId(uri)).to.equal(id);
        const shown = await add('b.dsl', 'elsewhere');
        open.enter(uri, shown.id);
        expect(directory.knownDocumentId(uri)).to.equal(shown.id);
        expect(await directory.documentId(uri)).to.equal(shown.id);
        open.leave(uri);
        expect(await directory.documentId(uri)).to.equal(id);
        const gone = new URI('sanyam:///models/gone.dsl');
        const error: unknown = await directory.documentId(gone).catch((reason: unknown) => reason);
        expect(CloudError.is(error, 'DOCUMENT_NOT_FOUND')).to.equal(true);
        open.enter(gone, shown.id);
        open.leave(gone);
        open.forget(gone);
        expect(await directory.documentId(gone), 'from the navigation history').to.equal(shown.id);
    });

    it('tell where relative links in a document lead, also from its address by id, and after a move', async () => {
        const { user, add, container } = await world();
        const places = container.get<DocumentPlaces>(DocumentPlaces);
        const { id } = await add('a.dsl', 'models');
        await add('a.dsl', 'models');
        expect(await places.placeOf(`sanyam://${id}/a.dsl`)).to.equal('sanyam:/models/a.dsl');
        expect(await places.placeOf('sanyam:/models/a.dsl')).to.equal('sanyam:/models/a.dsl');
        expect(await places.placeOf('file:///models/a.dsl')).to.equal('file:///models/a.dsl');
        container.get(OpenAddresses).enter(new URI('sanyam:/models/a.dsl'), id);
        await user.store.documents.save(id, { folder: 'designs' });
        container.get(CloudDocumentService).forget(id, 'changed');
        expect(await places.placeOf('sanyam:/models/a.dsl')).to.equal('sanyam:/designs/a.dsl');
    });

    it('tell name and place of a document that only a preview shows, also when it has moved', async () => {
        const { user, add, container } = await world();
        const texts = new Map<string, string>();
        container.bind(DocumentOfText).toConstantValue((uri: URI) => texts.get(uri.toString()));
        container.bind(EditorAddresses).toSelf();
        const places = container.get<DocumentPlaces>(DocumentPlaces);
        const { id } = await add('a.md', 'models');
        const uri = 'sanyam:/models/a.md';
        expect(places.nameOf(uri)).to.equal(undefined);
        texts.set(uri, id);
        await places.placeOf(uri);
        expect(places.nameOf(uri)).to.equal('a.md');
        let renamed = 0;
        places.onDidRename(() => renamed++);
        await user.store.documents.save(id, { name: 'b.md', folder: 'designs' });
        container.get(CloudDocumentService).forget(id, 'changed');
        expect(await places.placeOf(uri)).to.equal('sanyam:/designs/b.md');
        expect([places.nameOf(uri), renamed]).to.deep.equal(['b.md', 1]);
        expect(places.keptAddressOf(uri)).to.equal(`sanyam://${id}/b.md`);
        expect(await places.presentAddressOf(`sanyam://${id}/b.md`)).to.equal('sanyam:/designs/b.md');
        expect(places.keptAddressOf('file:///a.md')).to.equal(undefined);
    });
});
