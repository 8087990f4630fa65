// SPDX-License-Identifier: MIT

import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { mock } from 'node:test';
import { MAX_DRAFT_BYTES, type Draft } from './draft';
import { DraftKeeper, type DraftedText } from './draft-keeper';
import { DraftStore } from './draft-store';

const ADA = 'ada';
const BOB = 'bob';

class StubText implements DraftedText {
    dirty = false;
    private content = '';
    private readonly didChangeDirty = new Emitter<void>();
    readonly onDirtyChanged = this.didChangeDirty.event;
    private readonly didChangeContent = new Emitter<void>();
    readonly onContentChanged = this.didChangeContent.event;

    type(content: string): void {
        this.content = content;
        this.setDirty(true);
        this.didChangeContent.fire();
    }

    setDirty(dirty: boolean): void {
        if (dirty !== this.dirty) {
            this.dirty = dirty;
            this.didChangeDirty.fire();
        }
    }

    snapshot(): Draft {
        return {
            uri: 'untitled:/Untitled-1',
            name: 'Untitled-1',
            language_id: 'plaintext',
            kept_at: Date.now(),
            text: this.content,
            base: undefined
        };
    }
}

describe('the draft of an editor', () => {
    before(() => Object.assign(globalThis, { IDBKeyRange }));
    after(() => Reflect.deleteProperty(globalThis, 'IDBKeyRange'));

    async function open() {
        const store = await DraftStore.open(new IDBFactory());
        const text = new StubText();
        const refusals: string[] = [];
        const keeper = new DraftKeeper(store, text, 'one', 'window', reason => refusals.push(reason));
        keeper.setOwner(ADA);
        const kept = async (owner = ADA) => (await store.read({ owner, id: 'one' }))?.text;
        return { store, text, keeper, refusals, kept };
    }

    it('goes with the second of two saves, between which somebody typed while the draft was stored', async () => {
        const { store, text, keeper, kept } = await open();
        const put = store.put.bind(store);
        const stored = Promise.withResolvers<undefined>();
        store.put = async (...draft) => {
            await stored.promise;
            return put(...draft);
        };
        text.type('one');
        const flushed = keeper.flush();
        text.setDirty(false);
        text.type('two');
        stored.resolve(undefined);
        await flushed;
        await keeper.idle();
        text.setDirty(false);
        await keeper.idle();
        expect(await kept()).to.equal(undefined);
        keeper.dispose();
    });

    it('is kept within a second of typing, and not for each key [BY-02]', async () => {
        const { store, text, keeper, kept } = await open();
        const put = store.put.bind(store);
        let puts = 0;
        store.put = (...draft) => {
            puts++;
            return put(...draft);
        };
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
            for (let length = 1; length <= 10; length++) {
                text.type('x'.repeat(length));
                mock.timers.tick(50);
            }
        } finally {
            mock.timers.reset();
        }
        await keeper.flush();
        expect(puts).to.equal(2);
        expect(await kept()).to.equal('x'.repeat(10));
    });

    it('goes when the text is saved or thrown away [BY-02]', async () => {
        const { text, keeper, kept } = await open();
        text.type('unsaved');
        await keeper.flush();
        expect(await kept()).to.equal('unsaved');
        text.setDirty(false);
        await keeper.flush();
        expect(await kept()).to.equal(undefined);
    });

    it('stays when the text changes again while it is being deleted', async () => {
        const { text, keeper, kept } = await open();
        text.type('one');
        await keeper.flush();
        text.setDirty(false);
        text.type('two');
        await keeper.flush();
        expect(await kept()).to.equal('two');
    });

    it('stays when the editor is disposed without a decision', async () => {
        const { text, keeper, kept } = await open();
        text.type('unsaved');
        await keeper.flush();
        keeper.dispose();
        text.setDirty(false);
        expect(await kept()).to.equal('unsaved');
    });

    it('is kept for the present owner, and for nobody after a sign-out [BY-02]', async () => {
        const { store, text, keeper, kept } = await open();
        text.type('of Ada');
        await keeper.flush();
        keeper.setOwner(undefined);
        await store.deleteAll(ADA);
        text.type('after the sign-out');
        await keeper.flush();
        expect(await kept()).to.equal(undefined);
        keeper.setOwner(BOB);
        await keeper.flush();
        expect(await kept(BOB)).to.equal('after the sign-out');
        expect(await kept(ADA)).to.equal(undefined);
    });

    it('says once that a text is too large to be kept, and again after it was small enough', async () => {
        const { text, keeper, refusals } = await open();
        for (const content of ['x'.repeat(MAX_DRAFT_BYTES + 1), 'y'.repeat(MAX_DRAFT_BYTES + 1), 'small']) {
            text.type(content);
            await keeper.flush();
        }
        expect(refusals).to.have.lengthOf(1);
        text.type('z'.repeat(MAX_DRAFT_BYTES + 1));
        await keeper.flush();
        expect(refusals).to.have.lengthOf(2);
    });
});
