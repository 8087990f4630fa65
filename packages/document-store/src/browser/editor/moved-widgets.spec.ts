// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { Navigatable } from '@theia/core/lib/browser/navigatable-types';
import { BaseWidget, type Widget } from '@theia/core/lib/browser/widgets/widget';
import * as monaco from '@theia/monaco-editor-core';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { OpenAddresses } from '../file-system/open-addresses';
import { CloudDocumentModel } from './cloud-document-model';
import { MovedWidgets } from './moved-widgets';

disableBrowserGlobals();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const [FROM, TO] = ['sanyam:/models/a.md', 'sanyam:/designs/a.md'];

/** A text with nothing to undo. */
function textAt(uri: string, documentId = ID, canContinue = true) {
    const state = { dirty: false, isDisposed: false };
    const text = Object.create(CloudDocumentModel.prototype, {
        documentId: { value: documentId },
        uri: { value: uri },
        dirty: { get: () => state.dirty },
        saveState: { value: { kind: 'saved', at: undefined } },
        textEditorModel: { value: { uri: monaco.Uri.parse(uri), isDisposed: () => state.isDisposed } },
        sync: { value: async () => undefined },
        continueFrom: { value: () => canContinue }
    }) as CloudDocumentModel;
    return { text, state };
}

describe('MovedWidgets [BY-04]', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        // jsdom has none, and Monaco's theme escapes the names of icons with it.
        Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'CSS');
        disableBrowserGlobals();
    });

    /** A window with previews of the text, and what happens in it. */
    function world(next = textAt(TO).text, previews = 1) {
        class Preview extends BaseWidget implements Navigatable {
            constructor(readonly uri: string) {
                super();
                this.id = `preview:${uri}`;
            }

            getResourceUri(): URI {
                return new URI(this.uri);
            }

            createMoveToUri(uri: URI): URI {
                return uri;
            }
        }
        const formers = Array.from({ length: previews }, () => new Preview(FROM));
        const [former] = formers;
        const steps: string[] = [];
        const made: Preview[] = [];
        const { text, state } = textAt(FROM);
        const addresses = new OpenAddresses();
        addresses.enter(new URI(FROM), ID);
        const create = { fails: false, meanwhile: (): void => undefined };
        const activation = { meanwhile: (): void => undefined };
        const moved = Object.assign(new MovedWidgets(), {
            shell: {
                widgets: formers,
                activeWidget: former,
                getAreaFor: () => 'main',
                addWidget: async ({ id }: Widget, { ref, mode }: { ref?: Widget; mode?: string }) =>
                    void steps.push(`add ${id} ${mode} ${ref?.id}`),
                activateWidget: async (id: string) => {
                    activation.meanwhile();
                    steps.push(`activate ${id}`);
                },
                closeWidget: async (id: string) => void steps.push(`close ${id}`)
            },
            widgets: {
                getDescription: ({ uri }: Preview) => ({ factoryId: 'preview', options: { kind: 'navigatable', uri } }),
                getOrCreateWidget: async (_factory: string, { uri }: { uri: string }) => {
                    create.meanwhile();
                    if (create.fails) {
                        throw new Error('The cloud does not answer.');
                    }
                    const preview = new Preview(uri);
                    made.push(preview);
                    return preview;
                }
            },
            models: { get: (uri: string) => (uri === TO ? next : undefined) },
            openAddresses: addresses,
            documentOfText: () => undefined
        });
        const move = () => moved.move(text, new URI(TO));
        return { move, steps, made, state, addresses, create, activation, formers };
    }

    it('put the next widget beside the former one, which closes, and keep the focus', async () => {
        const { move, steps, addresses } = world();
        expect(await move()).to.equal(true);
        expect(steps).to.deep.equal([
            `add preview:${TO} tab-after preview:${FROM}`,
            `activate preview:${TO}`,
            `close preview:${FROM}`
        ]);
        expect(addresses.documentAt(new URI(TO))).to.equal(ID);
    });

    /** Nothing has changed: the next widget is gone, and the new address is free. */
    async function expectUnchanged({ move, steps, made, addresses }: ReturnType<typeof world>): Promise<void> {
        expect(await move()).to.equal(false);
        expect(steps).to.deep.equal([]);
        expect(made.every(({ isDisposed }) => isDisposed)).to.equal(true);
        expect(addresses.documentAt(new URI(TO))).to.equal(undefined);
    }

    it('stay when the user typed meanwhile', async () => {
        const window = world();
        window.create.meanwhile = () => (window.state.dirty = true);
        await expectUnchanged(window);
    });

    it('stay when the text is gone meanwhile', async () => {
        const window = world();
        window.create.meanwhile = () => (window.state.isDisposed = true);
        await expectUnchanged(window);
    });

    it('ask about what the user typed in one that they closed while others move', async () => {
        const { move, steps, made, formers, activation } = world(textAt(TO).text, 2);
        activation.meanwhile = () => {
            Object.assign(made[1] ?? {}, { saveable: { dirty: true, onDirtyChanged: () => undefined } });
            formers[1]?.dispose();
        };
        await move();
        expect(steps.slice(-2)).to.deep.equal([`add preview:${TO} undefined undefined`, `close preview:${TO}`]);
    });

    it('stay closed when the user closed them meanwhile', async () => {
        const window = world();
        window.create.meanwhile = () => window.formers[0]?.dispose();
        await expectUnchanged(window);
    });

    it('stay closed when the user closes them while others move', async () => {
        const { move, steps, made, formers, activation } = world(textAt(TO).text, 2);
        activation.meanwhile = () => formers[1]?.dispose();
        expect(await move()).to.equal(true);
        expect(steps).to.deep.equal([
            `add preview:${TO} tab-after preview:${FROM}`,
            `activate preview:${TO}`,
            `close preview:${FROM}`
        ]);
        expect(made.map(({ isDisposed }) => isDisposed)).to.deep.equal([false, true]);
    });

    it('close altogether when the user closes the former one while both are there', async () => {
        const { move, steps, formers, activation } = world();
        activation.meanwhile = () => formers[0]?.dispose();
        await move();
        expect(steps.at(-1)).to.equal(`close preview:${TO}`);
    });

    it('stay when the text at the new address is that of another document, or cannot take the undo steps', async () => {
        await expectUnchanged(world(textAt(TO, '7c9e6679-7425-40de-944b-e07fc1f90ae7').text));
        await expectUnchanged(world(textAt(TO, ID, false).text));
    });

    it('stay when a dialog opened meanwhile', async () => {
        const window = world();
        const dialog = document.createElement('div');
        dialog.className = 'dialogOverlay';
        window.create.meanwhile = () => document.body.append(dialog);
        await expectUnchanged(window);
        dialog.remove();
    });

    it('leave an address alone that was there before, also when the move fails', async () => {
        const { move, create, addresses } = world(textAt(TO, ID, false).text);
        create.fails = true;
        addresses.enter(new URI(TO), ID);
        expect(await move()).to.equal(false);
        expect(addresses.documentAt(new URI(TO))).to.equal(ID);
    });
});
