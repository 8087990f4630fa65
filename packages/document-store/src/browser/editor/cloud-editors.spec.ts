// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudDirectory } from '../file-system/cloud-directory';
import { CloudDocumentModel } from './cloud-document-model';
import { CloudEditors } from './cloud-editors';

disableBrowserGlobals();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const OTHER_ID = '2c9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('CloudEditors', () => {
    function world() {
        const all: { editor: { uri: URI; document: object } }[] = [];
        const opened: string[] = [];
        const names = new Map<string, string>();
        const manager = {
            all,
            currentEditor: undefined as (typeof all)[number] | undefined,
            open: async (uri: URI) => opened.push(uri.toString())
        };
        const editors = Object.assign(new CloudEditors(), {
            editors: manager,
            directory: Object.assign(new CloudDirectory(), { documents: { nameOf: (id: string) => names.get(id) } }),
            addresses: { of: async () => new URI('sanyam:/models/a.dsl') }
        });
        const show = (uri: URI, documentId?: string): void => {
            const document =
                documentId === undefined
                    ? {}
                    : Object.create(CloudDocumentModel.prototype, { documentId: { value: documentId } });
            manager.currentEditor = { editor: { uri, document } };
            all.push(manager.currentEditor);
        };
        return { editors, show, names, opened };
    }

    it('find the editors of a document, whatever their addresses are, but no comparisons', () => {
        const { editors, show } = world();
        const [one, other] = [new URI('sanyam:/old/a.dsl'), new URI(`sanyam://${ID}/a.dsl`)];
        show(one, ID);
        show(other, ID);
        show(DiffUris.encode(new URI('sanyam-version:/a.dsl'), one, 'a.dsl'), ID);
        show(new URI('file:///a.dsl'));
        expect(editors.of(ID).map(({ editor }) => editor.uri)).to.deep.equal([one, other]);
        expect(editors.of(OTHER_ID)).to.deep.equal([]);
        expect(editors.all()).to.have.lengthOf(2);
    });

    it('say which document is in the current editor, by its present name', () => {
        const { editors, show, names } = world();
        expect(editors.current).to.equal(undefined);
        show(new URI('sanyam:/one.md'), ID);
        names.set(ID, 'renamed.md');
        expect(editors.current).to.deep.equal({ id: ID, name: 'renamed.md' });
        show(new URI('file:///one.md'));
        expect(editors.current).to.equal(undefined);
    });

    it('open a document by its id, and tell the URI that its editor has or would have', async () => {
        const { editors, show, opened } = world();
        await editors.open({ id: ID, name: 'a.dsl' }, undefined, 'L7');
        expect(opened).to.deep.equal([`sanyam://${ID}/a.dsl#L7`]);
        expect((await editors.uriOf({ id: ID, name: 'a.dsl' })).toString()).to.equal('sanyam:/models/a.dsl');
        show(new URI('sanyam:/old/a.dsl'), ID);
        expect((await editors.uriOf({ id: ID, name: 'a.dsl' })).toString()).to.equal('sanyam:/old/a.dsl');
    });
});
