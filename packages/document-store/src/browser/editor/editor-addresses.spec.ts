// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError, type CloudDocument } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { bindFileSystem } from '../file-system/bind-file-system';
import { OpenAddresses } from '../file-system/open-addresses';
import { listedDocument } from '../test/listed-document';
import { DocumentOfText, EditorAddresses } from './editor-addresses';

disableBrowserGlobals();

describe('EditorAddresses', () => {
    /** A window with documents. Its editors are one for each URI, and open after a microtask. */
    function world(...documents: CloudDocument[]) {
        const cloud = { isAway: false, documents };
        const answer = <T>(value: T | undefined): Promise<T> =>
            cloud.isAway || value === undefined
                ? Promise.reject(new CloudError(cloud.isAway ? 'SERVICE_UNAVAILABLE' : 'DOCUMENT_NOT_FOUND'))
                : Promise.resolve(value);
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind<unknown>(CloudDocumentService).toConstantValue({
            onDidChange: () => undefined,
            onDidChangeTree: () => undefined,
            nameOf: () => undefined,
            read: (id: string) => answer(cloud.documents.find(document => document.id === id)),
            list: ({ folder }: { folder?: string }) =>
                answer({
                    items: cloud.documents.filter(document => folder === undefined || document.folder === folder),
                    next_cursor: null
                })
        });
        bindFileSystem(container.bind.bind(container));
        const texts = new Map<string, string>();
        container.bind(DocumentOfText).toConstantValue((uri: URI) => texts.get(uri.toString()));
        container.bind(EditorAddresses).toSelf();
        const addresses = container.get(EditorAddresses);
        const open = container.get(OpenAddresses);
        const editors: string[] = [];
        const show = async (address: URI): Promise<string> => {
            await Promise.resolve();
            if (cloud.isAway) {
                throw new Error('It cannot be read.');
            }
            const uri = address.withoutFragment().toString();
            if (!editors.includes(uri)) {
                editors.push(uri);
            }
            return address.toString();
        };
        const shown = (id: string): URI | undefined => {
            const uri = editors.find(
                editor => new URI(editor).authority === id || open.documentAt(new URI(editor)) === id
            );
            return uri === undefined ? undefined : new URI(uri);
        };
        const openAt = (uri: string): Promise<string> => addresses.open(new URI(uri), shown, show);
        return { cloud, editors, openAt, open, texts };
    }

    it('open a document by its id while a preview or a comparison holds the text of another one at its place', async () => {
        const document = listedDocument('a.dsl', { folder: 'models' });
        for (const [held, address] of [
            ['7c9e6679-7425-40de-944b-e07fc1f90ae7', `sanyam://${document.id}/a.dsl`],
            [document.id, 'sanyam:/models/a.dsl']
        ] as const) {
            const { openAt, texts } = world(document);
            texts.set('sanyam:/models/a.dsl', held);
            expect(await openAt('sanyam:///models/a.dsl')).to.equal(address);
        }
    });

    it('open a document at its place in the tree, whatever URI names it, also twice at once', async () => {
        const document = listedDocument('a.dsl', { folder: 'models' });
        const { editors, openAt } = world(document);
        await Promise.all([openAt(`sanyam://${document.id}/a.dsl`), openAt(`sanyam://${document.id}/old.dsl`)]);
        expect(await openAt('sanyam:///models/a.dsl#L7')).to.equal('sanyam:/models/a.dsl#L7');
        expect(editors).to.deep.equal(['sanyam:/models/a.dsl']);
    });

    it('keep the editor of a document that has moved on, and open another document at that place by its id', async () => {
        const moved = listedDocument('a.dsl', { folder: 'models' });
        const { cloud, editors, openAt, open } = world(moved);
        await openAt(`sanyam://${moved.id}/a.dsl`);
        open.leave(new URI('sanyam:/models/a.dsl'));
        const next = listedDocument('a.dsl', { folder: 'models' });
        cloud.documents = [{ ...moved, folder: 'designs' }, next];
        expect(await openAt('sanyam:///models/a.dsl')).to.equal(`sanyam://${next.id}/a.dsl`);
        expect(await openAt(`sanyam://${moved.id}/a.dsl`)).to.equal('sanyam:/models/a.dsl');
        expect(editors).to.have.lengthOf(2);
    });

    it('leave URIs that name no document, and those of files, as they are', async () => {
        const { openAt } = world();
        expect(await openAt('sanyam:///missing.md')).to.equal('sanyam:/missing.md');
        expect(await openAt('file:///missing.md')).to.equal('file:///missing.md');
    });

    it('forget the place of an editor that could not open', async () => {
        const document = listedDocument('a.dsl');
        const { cloud, openAt, open } = world(document);
        open.enter(new URI('sanyam:///a.dsl'), document.id);
        cloud.isAway = true;
        const error: unknown = await openAt('sanyam:///a.dsl').catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error);
        cloud.isAway = false;
        expect(await openAt('sanyam:///a.dsl')).to.equal('sanyam:/a.dsl');
    });
});
