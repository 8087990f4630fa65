// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { expect } from 'chai';
import { mock } from 'node:test';
import { OpenAddresses } from '../file-system/open-addresses';
import { StubText } from '../test/stub-text';
import { CloudDocumentModel } from './cloud-document-model';
import { EditorMoves } from './editor-moves';

disableBrowserGlobals();

const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('EditorMoves [BY-04]', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());
    const started: EditorMoves[] = [];
    afterEach(() => started.splice(0).forEach(moves => moves.onStop()));

    /** A window with an editor. `settled` resolves when nothing moves any more. */
    function world(address = 'sanyam:/models/a.dsl') {
        const text = new StubText(ID, address);
        const shown = Object.create(CloudDocumentModel.prototype, Object.getOwnPropertyDescriptors(text));
        Object.defineProperties(shown, {
            dirty: { get: () => text.dirty },
            uri: { get: () => text.uri }
        });
        const widget = { isAttached: true, editor: { document: shown, uri: new URI(text.uri) } };
        const moved = new Emitter<string>();
        const removed = new Emitter<void>();
        const created = new Emitter<EditorWidget>();
        const changed = new Emitter<{ documentId: string; kind: 'changed' | 'removed' | 'created' }>();
        const replaced = new Emitter<{ resource: URI }[]>();
        const ready = Promise.withResolvers<void>();
        const addresses = new OpenAddresses();
        addresses.enter(widget.editor.uri, ID);
        const state = {
            present: 'sanyam:/models/a.dsl',
            isAway: false,
            isCompared: false,
            isOpening: false,
            isClosed: false,
            fails: false
        };
        let attempts = 0;
        const moves: string[] = [];
        const editorMoves = Object.assign(new EditorMoves(), {
            documents: { onDidMove: moved.event, onDidChange: changed.event },
            manager: { onCreated: created.event },
            editors: {
                of: () => (state.isOpening ? [] : [widget as unknown as EditorWidget]),
                all: () => [shown]
            },
            addresses: {
                present: async () => {
                    if (state.isAway) {
                        throw new CloudError('SERVICE_UNAVAILABLE');
                    }
                    return new URI(state.present);
                }
            },
            openAddresses: addresses,
            tree: { onDidChange: replaced.event },
            widgets: {
                canMove: () => !text.dirty && !state.isCompared,
                move: async (_text: unknown, to: URI) => {
                    attempts++;
                    if (state.isClosed) {
                        state.isOpening = true;
                        return false;
                    }
                    if (state.fails) {
                        addresses.enter(to, ID);
                        addresses.forget(to);
                        return false;
                    }
                    text.uri = to.toString();
                    moves.push(text.uri);
                    return true;
                }
            },
            shell: { onDidRemoveWidget: removed.event },
            state: { reachedState: () => ready.promise }
        });
        editorMoves.onStart();
        started.push(editorMoves);
        const settled = async (): Promise<void> => {
            for (let turn = 0; turn < 20; turn++) {
                await new Promise(resolve => setImmediate(resolve));
            }
        };
        const move = async (to: string): Promise<void> => {
            state.present = to;
            moved.fire(ID);
            await settled();
        };
        const open = (): void => {
            state.isOpening = false;
            created.fire(widget as unknown as EditorWidget);
        };
        const events = { removed, changed, replaced, ready };
        return { ...events, text, state, moves, attempts: () => attempts, addresses, move, open, settled };
    }

    it('take a saved editor to the new address of its document at once', async () => {
        const { moves, move } = world();
        await move('sanyam:/designs/a.dsl');
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('leave an editor with unsaved text where it is until the text is saved, and go to the newest address', async () => {
        const { text, moves, addresses, move, settled } = world();
        text.setDirty(true);
        await move('sanyam:/designs/a.dsl');
        await move('sanyam:/designs/b.dsl');
        expect(moves).to.deep.equal([]);
        expect(addresses.isLeft(new URI('sanyam:/models/a.dsl'))).to.equal(true);
        text.setDirty(false);
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/b.dsl']);
    });

    it('leave a place where another document has come, also with unsaved text', async () => {
        const { text, state, moves, addresses, replaced, settled } = world();
        const place = new URI('sanyam:/models/a.dsl');
        text.setDirty(true);
        state.present = `sanyam://${ID}/a.dsl`;
        replaced.fire([{ resource: place }, { resource: new URI('sanyam:/models/other.dsl') }]);
        await settled();
        expect([moves, addresses.isLeft(place)]).to.deep.equal([[], true]);
        text.setDirty(false);
        await settled();
        expect(moves).to.deep.equal([`sanyam://${ID}/a.dsl`]);
    });

    it('wait until a comparison with the text is closed', async () => {
        const { state, moves, removed, move, settled } = world();
        state.isCompared = true;
        await move('sanyam:/designs/a.dsl');
        expect(moves).to.deep.equal([]);
        state.isCompared = false;
        removed.fire();
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('try again by themselves while something is in the way', async () => {
        const { state, moves, move, settled } = world();
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
            state.isCompared = true;
            await move('sanyam:/designs/a.dsl');
            state.isCompared = false;
            mock.timers.tick(1000);
            await settled();
        } finally {
            mock.timers.reset();
        }
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('try again after pauses that grow, and begin anew after a move', async () => {
        const { state, moves, attempts, move, settled } = world();
        mock.timers.enable({ apis: ['setTimeout'] });
        const attemptsIn = async (seconds: number): Promise<number> => {
            const before = attempts();
            for (let second = 0; second < seconds; second++) {
                mock.timers.tick(1000);
                await settled();
            }
            return attempts() - before;
        };
        try {
            state.fails = true;
            await move('sanyam:/designs/a.dsl');
            // After 1, 3, 7, 15 and 31 seconds.
            expect([await attemptsIn(3), await attemptsIn(28)]).to.deep.equal([2, 3]);
            await attemptsIn(64);
            expect(await attemptsIn(600)).to.equal(10);
            state.fails = false;
            await attemptsIn(60);
            expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
            expect(await attemptsIn(60)).to.equal(0);
            state.fails = true;
            await move('sanyam:/models/a.dsl');
            expect(await attemptsIn(1)).to.equal(1);
        } finally {
            mock.timers.reset();
        }
    });

    it('do not wait for a text that the user closed while it moved', async () => {
        const { text, state, attempts, move, settled } = world();
        state.isClosed = true;
        await move('sanyam:/designs/a.dsl');
        [state.isOpening, state.isClosed] = [false, false];
        text.setDirty(false);
        await settled();
        expect(attempts()).to.equal(1);
    });

    it('take along an editor that was opening when its document moved', async () => {
        const { state, moves, move, open, settled } = world();
        state.isOpening = true;
        await move('sanyam:/designs/a.dsl');
        open();
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('give up the place of a document that is removed, and take it again when it is restored', async () => {
        const { addresses, changed, settled } = world();
        const place = new URI('sanyam:/models/a.dsl');
        changed.fire({ documentId: ID, kind: 'removed' });
        expect(addresses.isLeft(place)).to.equal(true);
        changed.fire({ documentId: ID, kind: 'created' });
        await settled();
        expect(addresses.isLeft(place)).to.equal(false);
    });

    it('try again when the focus moves, as when a dialog or a menu is closed', async () => {
        const { state, moves, move, settled } = world();
        state.isCompared = true;
        await move('sanyam:/designs/a.dsl');
        state.isCompared = false;
        document.dispatchEvent(new window.Event('focusin'));
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('come to their place in the tree when the editor that has it is closed', async () => {
        const { state, moves, attempts, addresses, open, settled } = world(`sanyam://${ID}/a.dsl`);
        const place = new URI('sanyam:/models/a.dsl');
        state.present = `sanyam://${ID}/a.dsl`;
        addresses.enter(place, '7c9e6679-7425-40de-944b-e07fc1f90ae7');
        open();
        await settled();
        expect(moves).to.deep.equal([]);
        [state.present, state.fails] = [place.toString(), true];
        addresses.forget(place);
        await settled();
        expect(attempts()).to.equal(1);
        state.fails = false;
        addresses.forget(place);
        addresses.enter(new URI('sanyam:/other.dsl'), '7c9e6679-7425-40de-944b-e07fc1f90ae7');
        await settled();
        expect(moves).to.deep.equal([place.toString()]);
    });

    it('come to their place in the tree when the text is read that could not be read at first', async () => {
        const { text, state, moves, open, settled } = world(`sanyam://${ID}/a.dsl`);
        state.isAway = true;
        open();
        await settled();
        expect(moves).to.deep.equal([]);
        [state.isAway, state.present] = [false, 'sanyam:/models/a.dsl'];
        text.didChangeReadOnly.fire();
        await settled();
        expect(moves).to.deep.equal(['sanyam:/models/a.dsl']);
    });

    it('stay when the document comes back, and while the cloud is away', async () => {
        const { state, text, moves, addresses, move, settled } = world();
        state.isAway = true;
        await move('sanyam:/designs/a.dsl');
        expect(moves).to.deep.equal([]);
        state.isAway = false;
        await move('sanyam:/models/a.dsl');
        expect(moves).to.deep.equal([]);
        expect(addresses.isLeft(new URI('sanyam:/models/a.dsl'))).to.equal(false);
        state.isAway = true;
        await move('sanyam:/designs/a.dsl');
        state.isAway = false;
        text.setDirty(false);
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });

    it('bring the tabs of the last session to the present addresses', async () => {
        const { state, moves, ready, settled } = world();
        state.present = 'sanyam:/designs/a.dsl';
        ready.resolve();
        await settled();
        expect(moves).to.deep.equal(['sanyam:/designs/a.dsl']);
    });
});
