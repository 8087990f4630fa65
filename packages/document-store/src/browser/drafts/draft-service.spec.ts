// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SessionChange } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { expect } from 'chai';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { TextOwners } from '../saving/text-owners';
import { MAX_DRAFTS } from './draft';
import { DraftService } from './draft-service';
import { DraftStore } from './draft-store';

disableBrowserGlobals();

/** An editor's text, as the service sees it. */
class TypedText {
    dirty = false;
    text = '';
    readonly languageId = 'plaintext';
    readonly documentId = '5d0c0000-0000-4000-8000-000000000000';
    readonly base = { documentVersion: 1, text: '' };
    private readonly dirtyChanged = new Emitter<void>();
    readonly onDirtyChanged = this.dirtyChanged.event;
    private readonly contentChanged = new Emitter<void>();
    readonly onContentChanged = this.contentChanged.event;
    readonly onWillDispose = new Emitter<void>().event;

    constructor(readonly uri: string) {}

    getText(): string {
        return this.text;
    }

    storedText(): string {
        return this.text;
    }

    type(text: string): void {
        this.text = text;
        if (!this.dirty) {
            this.dirty = true;
            this.dirtyChanged.fire();
        }
        this.contentChanged.fire();
    }
}

describe('the drafts of a window', () => {
    const ADA = 'ada';
    const BOB = 'bob';
    let service: DraftService;
    let store: DraftStore;
    let session: { user: { id: string } | undefined };
    let changed: Emitter<Pick<SessionChange, 'kind' | 'user'>>;
    let created: Emitter<MonacoEditorModel>;
    let refusals: string[];

    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => {
        Reflect.deleteProperty(globalThis, 'IDBKeyRange');
        disableBrowserGlobals();
    });

    beforeEach(async () => {
        const indexedDB = new IDBFactory();
        const held: { name: string }[] = [];
        const locks = {
            request: (name: string, work: () => Promise<never>) => {
                held.push({ name });
                return work();
            },
            query: async () => ({ held })
        };
        Object.assign(globalThis, { IDBKeyRange, indexedDB });
        Object.defineProperty(navigator, 'locks', { configurable: true, value: locks });
        store = await DraftStore.open(indexedDB);
        session = { user: { id: ADA } };
        changed = new Emitter();
        created = new Emitter();
        refusals = [];
        const models = { models: [], onDidCreate: created.event };
        Object.assign(session, { ready: Promise.resolve(), onDidChange: changed.event });
        const owners = Object.assign(new TextOwners(), { session, models });
        owners.onStart();
        service = new DraftService();
        Object.assign(service, {
            session,
            owners,
            models,
            directory: { nameAt: () => 'notes.md' },
            messages: { warn: async (sentence: string) => void refusals.push(sentence) }
        });
        service.onStart();
        // The service is ready when it has the store and the session.
        await service.list();
    });

    function open(kind: 'cloud' | 'untitled'): { text: TypedText; model: MonacoEditorModel } {
        const text = new TypedText(kind === 'cloud' ? 'sanyam://x/notes.md' : 'untitled:/Untitled-1');
        if (kind === 'cloud') {
            Object.setPrototypeOf(text, Object.create(CloudDocumentModel.prototype, methodsOf(TypedText.prototype)));
        }
        const model = text as unknown as MonacoEditorModel;
        created.fire(model);
        return { text, model };
    }

    async function keptOf(owner: string): Promise<(string | undefined)[]> {
        const drafts = await store.list(owner);
        return Promise.all(drafts.map(async ({ key }) => (await store.read(key))?.text));
    }

    function change(kind: SessionChange['kind'], id?: string): void {
        const user = id === undefined ? undefined : { id, email: `${id}@example.org` };
        session.user = user;
        changed.fire({ kind, user });
    }

    it('belong to the user who typed them, whoever signs in and out after the session has expired [BY-02]', async () => {
        const { text, model } = open('cloud');
        text.type('of Ada');
        expect(await service.keep(model)).to.equal(true);
        change('expired');
        change('signed-in', BOB);
        change('signed-out');
        await service.keep(model);
        expect(await keptOf(ADA)).to.deep.equal(['of Ada']);
        expect(await keptOf(BOB)).to.deep.equal([]);
    });

    it('are all kept before the window leaves for another page, and come back to its tab alone [FR-005]', async () => {
        const stored = new Map<string, string>();
        Object.defineProperty(window, 'sessionStorage', {
            configurable: true,
            value: {
                getItem: (key: string) => stored.get(key) ?? null,
                setItem: (key: string, value: string) => stored.set(key, value),
                removeItem: (key: string) => stored.delete(key)
            }
        });
        const { text, model } = open('untitled');
        text.type('of Ada');
        Object.assign(service, { models: { models: [model] } });
        expect(await service.prepareLeave()).to.equal(true);
        const [draft] = await store.list(ADA);
        expect(service.takeLeftWindow()).to.equal(draft?.window);
        expect(service.takeLeftWindow()).to.equal(undefined);
        const file = new TypedText('file:///notes.md');
        file.type('on the disk');
        Object.assign(service, { models: { models: [model, file] } });
        expect(await service.prepareLeave()).to.equal(false);
    });

    it('of untitled text go at the sign-out of its user, and are nobody’s after the next edit [BY-02]', async () => {
        const { text, model } = open('untitled');
        text.type('of Ada');
        await service.keep(model);
        change('signed-out');
        expect(await service.keep(model)).to.equal(false);
        change('signed-in', BOB);
        await service.keep(model);
        for (const owner of [ADA, BOB, '']) {
            expect(await keptOf(owner), owner).to.deep.equal([]);
        }
        change('signed-out');
        text.type('of Ada, and more');
        await service.keep(model);
        expect(await keptOf('')).to.deep.equal(['of Ada, and more']);
    });

    it('belong to who typed an untitled text, not to who opened its editor [BY-02]', async () => {
        change('signed-out');
        const { text, model } = open('untitled');
        change('signed-in', ADA);
        text.type('of Ada');
        expect(await service.keep(model)).to.equal(true);
        expect(await keptOf(ADA)).to.deep.equal(['of Ada']);
        change('signed-out');
        await service.keep(model);
        for (const owner of [ADA, '']) {
            expect(await keptOf(owner), owner).to.deep.equal([]);
        }
    });

    it('of a cloud document are not kept for who signs in after its user has signed out [BY-02]', async () => {
        const { text, model } = open('cloud');
        text.type('of Ada');
        await service.keep(model);
        change('signed-out');
        change('signed-in', BOB);
        text.type('of Ada, and a little of Bob');
        await service.keep(model);
        expect(await keptOf(BOB)).to.deep.equal([]);
        expect(await keptOf(ADA)).to.deep.equal([]);
        change('signed-out');
        change('signed-in', ADA);
        expect(await service.keep(model)).to.equal(true);
        expect(await keptOf(ADA)).to.deep.equal(['of Ada, and a little of Bob']);
    });

    for (const kind of ['cloud', 'untitled'] as const) {
        it(`belong to who typed, where another user opened the ${kind} editor [BY-02]`, async () => {
            const { text, model } = open(kind);
            change('expired');
            change('signed-in', BOB);
            text.type('of Bob');
            expect(await service.keep(model)).to.equal(true);
            expect(await keptOf(ADA)).to.deep.equal([]);
            expect(await keptOf(BOB)).to.deep.equal(['of Bob']);
        });
    }

    it('are not read and not deleted for another user, who finds a notice of the one before [BY-02]', async () => {
        const header = { uri: 'untitled:/U', name: 'U', language_id: 'plaintext', kept_at: 1 };
        await store.put({ owner: ADA, id: 'x' }, 'a closed window', { ...header, text: 'of Ada', base: undefined });
        const [offered] = await service.list();
        if (offered === undefined) {
            expect.fail('The draft is not offered.');
        }
        expect((await service.read(offered))?.text).to.equal('of Ada');
        change('expired');
        change('signed-in', BOB);
        expect(await service.read(offered)).to.equal(undefined);
        await service.delete(offered);
        expect(await keptOf(ADA)).to.deep.equal(['of Ada']);
    });

    it('say when there are too many of them, so that an old one is not deleted for a new one', async () => {
        for (let number = 0; number < MAX_DRAFTS; number++) {
            const uri = `untitled:/Untitled-${number}`;
            const header = { uri, name: uri, language_id: 'plaintext', kept_at: number };
            await store.put({ owner: ADA, id: uri }, 'a closed window', { ...header, text: 'old', base: undefined });
        }
        const { text, model } = open('untitled');
        text.type('restored');
        expect(await service.keep(model)).to.equal(false);
        expect(refusals).to.have.length(1);
    });
});

function methodsOf(prototype: object): PropertyDescriptorMap {
    const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    return Object.fromEntries(methods.filter(([name]) => name !== 'constructor'));
}
