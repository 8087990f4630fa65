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
    let session: { user?: { id: string } | undefined };
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
        service = new DraftService();
        Object.assign(service, {
            session: { ...session, ready: Promise.resolve(), onDidChange: changed.event },
            models: { models: [], onDidCreate: created.event },
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
        changed.fire({ kind, user: id === undefined ? undefined : { id, email: `${id}@example.org` } });
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
