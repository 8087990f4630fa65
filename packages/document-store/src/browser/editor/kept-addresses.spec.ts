// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { OpenAddresses } from '../file-system/open-addresses';
import { CloudDocumentModel } from './cloud-document-model';
import { KeptAddresses } from './kept-addresses';

disableBrowserGlobals();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const OTHER_ID = '2c9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('KeptAddresses [BY-04]', () => {
    /** Opens a window of a workspace, which opens the tabs of the last session. */
    async function openWindow(storage: Map<string, unknown>) {
        const addresses = new OpenAddresses();
        const created = new Emitter<unknown>();
        const laidOut = Promise.withResolvers<void>();
        const changedUser = new Emitter<void>();
        const all: { editor: { uri: URI } }[] = [];
        const kept = Object.assign(new KeptAddresses(), {
            editors: { all, onCreated: created.event },
            addresses,
            storage: {
                getData: async (key: string, otherwise: unknown) => storage.get(key) ?? otherwise,
                setData: async (key: string, data: unknown) => void storage.set(key, structuredClone(data))
            },
            state: { reachedState: () => laidOut.promise },
            owners: { user: { id: 'ada' }, onDidChangeUser: changedUser.event }
        });
        await kept.onStart();
        const open = (uri: string, documentId: string) => {
            const disposed = new Set<() => void>();
            const widget = {
                editor: {
                    uri: new URI(uri),
                    document: Object.create(CloudDocumentModel.prototype, { documentId: { value: documentId } })
                },
                node: { dataset: {} },
                disposed: { connect: (listener: () => void) => disposed.add(listener) }
            };
            all.push(widget);
            created.fire(widget);
            return {
                widget,
                close: () => {
                    all.splice(all.indexOf(widget), 1);
                    disposed.forEach(listener => listener());
                }
            };
        };
        const layOut = async (): Promise<void> => {
            laidOut.resolve();
            await new Promise(resolve => setImmediate(resolve));
        };
        return { addresses, open, layOut, changeUser: () => changedUser.fire() };
    }

    it('know the documents of the tabs that a reload opens again, before any of them is read', async () => {
        const storage = new Map<string, unknown>();
        const first = await openWindow(storage);
        expect(first.open('sanyam:/models/a.dsl', ID).widget.node.dataset).to.deep.equal({ documentId: ID });
        first.open(`sanyam://${OTHER_ID}/a.dsl`, OTHER_ID);
        const { addresses, open, layOut } = await openWindow(storage);
        expect(addresses.entries).to.deep.equal([['sanyam:/models/a.dsl', ID]]);
        open('sanyam:/models/a.dsl', ID);
        await layOut();
        expect(addresses.documentAt(new URI('sanyam:/models/a.dsl'))).to.equal(ID);
    });

    it('forget closed editors, but not those that are still open beside them', async () => {
        const storage = new Map<string, unknown>();
        const { addresses, open } = await openWindow(storage);
        const [one, other] = [open('sanyam:/a.dsl', ID), open('sanyam:/a.dsl', ID)];
        one.close();
        expect(addresses.entries).to.have.lengthOf(1);
        other.close();
        expect(addresses.entries).to.deep.equal([]);
        expect((await openWindow(storage)).addresses.entries).to.deep.equal([]);
    });

    it('leave the places of unsaved text to the documents of the next user', async () => {
        const { addresses, open, changeUser } = await openWindow(new Map());
        open('sanyam:/notes.md', ID);
        expect(addresses.isLeft(new URI('sanyam:/notes.md'))).to.equal(false);
        changeUser();
        expect(addresses.isLeft(new URI('sanyam:/notes.md'))).to.equal(true);
        expect(addresses.documentAt(new URI('sanyam:/notes.md'))).to.equal(ID);
    });

    it('forget tabs that could not be opened again', async () => {
        const storage = new Map<string, unknown>();
        (await openWindow(storage)).open('sanyam:/a.dsl', ID);
        const { addresses, layOut } = await openWindow(storage);
        await layOut();
        expect(addresses.entries).to.deep.equal([]);
    });

    it('know the document of a tab whose editor had moved on when the window closed, until another user signs in', async () => {
        const storage = new Map<string, unknown>();
        const first = await openWindow(storage);
        const { close } = first.open('sanyam:/a.dsl', ID);
        first.addresses.leave(new URI('sanyam:/a.dsl'));
        first.open('sanyam:/b.dsl', ID);
        close();
        const { addresses, open, layOut, changeUser } = await openWindow(storage);
        expect(addresses.documentAt(new URI('sanyam:/a.dsl'))).to.equal(ID);
        open('sanyam:/b.dsl', ID);
        await layOut();
        expect(addresses.entries).to.deep.equal([['sanyam:/b.dsl', ID]]);
        expect(addresses.formerDocumentAt(new URI('sanyam:/a.dsl'))).to.equal(ID);
        changeUser();
        expect(addresses.formerEntries).to.deep.equal([]);
        expect((await openWindow(storage)).addresses.entries).to.deep.equal([['sanyam:/b.dsl', ID]]);
    });

    it('ignore what is damaged in the storage', async () => {
        for (const damaged of ['x', [['sanyam:/a.dsl', 'no id']], [['file:///a.dsl', ID]], [null]]) {
            const { addresses } = await openWindow(new Map([['sanyam.editor-addresses', damaged]]));
            expect(addresses.entries).to.deep.equal([]);
        }
    });
});
