// SPDX-License-Identifier: MIT

import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';
import { registerHooks } from 'node:module';

const disableJSDOM = enableJSDOM();
// jsdom has neither of these, and Lumino and Monaco need them while they load.
Object.assign(globalThis, { DragEvent: Event });
Object.assign(window, { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) });
const stylesheets = registerHooks({
    load: (url, context, load) =>
        url.endsWith('.css') ? { format: 'commonjs', source: '', shortCircuit: true } : load(url, context)
});

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { Container } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { bindFileSystem } from '../file-system/bind-file-system';
import { CloudEditors } from './cloud-editors';

stylesheets.deregister();
Reflect.deleteProperty(globalThis, 'DragEvent');
disableJSDOM();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const OTHER_ID = '2c9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

interface Editor {
    readonly editor: { readonly uri: URI };
}

/** The editors of Theia, one for each URI. Each opens after a microtask, as the text has to be read. */
class StubEditorManager {
    readonly all: Editor[] = [];
    currentEditor: Editor | undefined;

    async open(uri: URI): Promise<Editor> {
        await Promise.resolve();
        const known = this.all.find(({ editor }) => editor.uri.isEqual(uri.withoutFragment()));
        const widget = known ?? { editor: { uri: uri.withoutFragment() } };
        if (known === undefined) {
            this.all.push(widget);
        }
        this.currentEditor = widget;
        return widget;
    }
}

describe('CloudEditors', () => {
    function world() {
        const names = new Map<string, string>();
        const manager = new StubEditorManager();
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind<unknown>(EditorManager).toConstantValue(manager);
        container.bind<unknown>(CloudDocumentService).toConstantValue({
            onDidChange: () => undefined,
            onDidChangeTree: () => undefined,
            nameOf: (id: string) => names.get(id)
        });
        bindFileSystem(container.bind.bind(container));
        container.bind(CloudEditors).toSelf();
        return { names, manager, editors: container.get(CloudEditors) };
    }

    it('opens one editor for a document, also when it is renamed, or opened twice at once', async () => {
        const { manager, editors } = world();
        await Promise.all([editors.open({ id: ID, name: 'one.md' }), editors.open({ id: ID, name: 'two.md' })]);
        await editors.open({ id: ID, name: 'three.md' });
        await editors.open({ id: OTHER_ID, name: 'one.md' });
        expect(manager.all.map(({ editor }) => editor.uri.toString())).to.deep.equal([
            `sanyam://${ID}/one.md`,
            `sanyam://${OTHER_ID}/one.md`
        ]);
    });

    it('finds the editors of a document', async () => {
        const { manager, editors } = world();
        await editors.open({ id: ID, name: 'one.md' });
        await manager.open(new URI('file:///one.md'));
        expect(editors.of(ID).map(({ editor }) => editor.uri.path.base)).to.deep.equal(['one.md']);
        expect(editors.of(OTHER_ID)).to.deep.equal([]);
    });

    it('says which document is in the current editor, by its current name', async () => {
        const { names, manager, editors } = world();
        expect(editors.current).to.equal(undefined);
        await editors.open({ id: ID, name: 'one.md' });
        names.set(ID, 'renamed.md');
        expect(editors.current).to.deep.equal({ id: ID, name: 'renamed.md' });
        await manager.open(new URI(`sanyam://${ID}/assets/logo.png`));
        expect(editors.current).to.equal(undefined);
        await manager.open(new URI('file:///one.md'));
        expect(editors.current).to.equal(undefined);
    });
});
