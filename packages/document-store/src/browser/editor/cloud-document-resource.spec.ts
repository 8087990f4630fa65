// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { setTier } from '@sanyam/test-kit/tiers';
import { ResourceError } from '@theia/core/lib/common/resource';
import { expect } from 'chai';
import { isOutOfSync, world } from '../test/document-windows';

disableBrowserGlobals();

/** The document limit of the free tier in tier_limits. */
const MAX_FREE_DOCUMENTS = 5;

describe('CloudDocumentResource', () => {
    it('reads the text and saves a change as the next version [FR-017]', async () => {
        const { id, store, openWindow } = await world();
        const editor = openWindow().openEditor();
        expect(await editor.readContents()).to.equal('one');
        await editor.saveContents('two');
        expect(editor.version).to.include({ documentVersion: 2, text: 'two' });
        expect(await store.read(id)).to.include({ content: 'two', version: 2 });
    });

    it('saves with the version of the editor text, not with a later one that was read since [FR-026]', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        const textVersion = editor.version;
        await store.save(id, { content: 'theirs', base_version: 1 });
        documents.forget(id, 'changed');
        await editor.readContents();
        expect(await isOutOfSync(editor.saveContents('mine', { version: textVersion }))).to.equal(true);
        expect(conflicts).to.have.nested.property('[0].version', 2);
        expect(conflicts).to.have.nested.property('[0].base.documentVersion', 1);
        expect(conflicts).to.have.nested.property('[0].theirs.text', 'theirs');
        expect((await store.read(id)).content).to.equal('theirs');
    });

    it('says when the document is in the trash', async () => {
        const { id, store, openWindow } = await world();
        const { documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        let changes = 0;
        editor.onDidChangeProgress(() => changes++);
        expect(editor.isInTrash).to.equal(false);
        await store.trash(id);
        documents.forget(id, 'changed');
        await editor.readContents();
        expect([editor.isInTrash, changes]).to.deep.equal([true, 1]);
    });

    it('sends nothing when the text must not be sent, and says why', async () => {
        const { id, store, openWindow } = await world();
        const { openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        const error = new Error('This text is that of another user.');
        editor.beforeSave = () => {
            throw error;
        };
        expect(await isOutOfSync(editor.saveContents('two'))).to.equal(true);
        expect(editor.problem).to.deep.equal({ kind: 'failure', error });
        expect(editor.saving).to.equal(false);
        expect(await store.read(id)).to.include({ content: 'one', version: 1 });
    });

    it('overwrites the version that the user decided on, and no later one [FR-026]', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'theirs' });
        editor.overwrite(2);
        await store.save(id, { content: 'later' });
        expect(await isOutOfSync(editor.saveContents('mine'))).to.equal(true);
        expect(conflicts).to.have.lengthOf(1);
        editor.overwrite(3);
        await editor.saveContents('mine');
        expect(await store.read(id)).to.include({ content: 'mine', version: 4 });
    });

    it('forgets the decision to overwrite after it reads a later version', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'theirs' });
        editor.overwrite(2);
        await store.save(id, { content: 'later' });
        expect(await isOutOfSync(editor.saveContents('mine'))).to.equal(true);
        expect(await editor.readContents()).to.equal('later');
        await editor.saveContents('later, and mine');
        expect(conflicts).to.have.lengthOf(1);
        expect(await store.read(id)).to.include({ content: 'later, and mine', version: 4 });
    });

    it('reports a conflict for text that was entered before the document could be read', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        expect(await isOutOfSync(openEditor().saveContents('from an empty editor'))).to.equal(true);
        expect(conflicts).to.have.lengthOf(1);
        expect((await store.read(id)).content).to.equal('one');
    });

    it('notifies other editors of a save, but not the editor that saved', async () => {
        const { openWindow } = await world();
        const { openEditor } = openWindow();
        const [editor, other] = [openEditor(), openEditor()];
        await editor.readContents();
        const told: string[] = [];
        editor.onDidChangeContents(() => told.push('the editor that saves'));
        other.onDidChangeContents(() => told.push('the other editor'));
        const save = editor.saveContents('two');
        expect(editor.saving).to.equal(true);
        await save;
        expect(editor.saving).to.equal(false);
        expect(told).to.deep.equal(['the other editor']);
    });

    it('treats a conflict with its own text as a save whose response was lost', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'two', base_version: 1 });
        await editor.saveContents('two');
        expect(conflicts).to.have.lengthOf(0);
        await editor.saveContents('three');
        expect(await store.read(id)).to.include({ content: 'three', version: 3 });
    });

    it('goes on from its own text after a lost response, and not from a later one of somebody else [BY-01]', async () => {
        const { id, store, openWindow } = await world();
        const { documents, conflicts, openEditor } = openWindow();
        const [editor, save] = [openEditor(), documents.save.bind(documents)];
        await editor.readContents();
        const loseResponse = async (text: string): Promise<void> => {
            documents.save = async (documentId, change) => {
                documents.save = save;
                await save(documentId, change);
                throw new CloudError('SERVICE_UNAVAILABLE');
            };
            expect(await isOutOfSync(editor.saveContents(text))).to.equal(true);
        };
        await loseResponse('one two');
        await editor.saveContents('one two three');
        expect(await store.read(id)).to.include({ content: 'one two three', version: 3 });
        await loseResponse('one two three four');
        await store.save(id, { content: 'theirs' });
        documents.forget(id, 'changed');
        expect(await isOutOfSync(editor.saveContents('one two three four five'))).to.equal(true);
        expect([conflicts.length, (await store.read(id)).content]).to.deep.equal([1, 'theirs']);
    });

    it('keeps other errors as its problem until a save succeeds', async () => {
        const { openWindow } = await world();
        const { failures, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        expect(await isOutOfSync(editor.saveContents('x'.repeat(262_145)))).to.equal(true);
        expect(failures).to.have.nested.property('[0].code', 'DOCUMENT_TOO_LARGE');
        expect(editor.problem?.kind).to.equal('failure');
        await editor.saveContents('short');
        expect(editor.problem).to.equal(undefined);
    });

    it('keeps the byte order mark, which the editor hides', async () => {
        const { id, store, openWindow } = await world('\uFEFFone');
        const editor = openWindow().openEditor();
        expect(await editor.readContents()).to.equal('one');
        await editor.saveContents('two');
        expect((await store.read(id)).content).to.equal('\uFEFFtwo');
    });

    it('keeps mixed line endings, which the editor makes the same, through several saves', async () => {
        const { id, store, openWindow } = await world('\uFEFFone\r\ntwo\nthree\rfour\n');
        const editor = openWindow().openEditor();
        await editor.readContents();
        await editor.saveContents('one\ntwo\n3\nfour\n');
        expect((await store.read(id)).content).to.equal('\uFEFFone\r\ntwo\n3\rfour\n');
        await editor.saveContents('one\ntwo\n3\n3.5\nfour\n');
        expect((await store.read(id)).content).to.equal('\uFEFFone\r\ntwo\n3\r3.5\rfour\n');
    });

    it('gives Save As the text as it is stored', async () => {
        const { openWindow } = await world('\uFEFFone\r\ntwo\nthree\r');
        const editor = openWindow().openEditor();
        await editor.readContents();
        expect(editor.stored('one\r\n2\r\nthree\r\n')).to.equal('\uFEFFone\r\n2\nthree\r');
    });

    it('stores a text with the line endings of its own version, not of a later one that was read since', async () => {
        const { id, store, openWindow } = await world('one\r\ntwo\nthree\r');
        const { documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        const textVersion = editor.version;
        await store.save(id, { content: '\uFEFFone\ntwo\r\nthree\n' });
        documents.forget(id, 'changed');
        await editor.readContents();
        expect(editor.stored('one\r\n2\r\nthree\r\n', textVersion)).to.equal('one\r\n2\nthree\r');
        editor.overwrite(2);
        await editor.saveContents('one\r\n2\r\nthree\r\n', { version: textVersion });
        expect((await store.read(id)).content).to.equal('one\r\n2\nthree\r');
    });

    it('recognizes its own text with mixed line endings after a lost response', async () => {
        const { id, store, openWindow } = await world('one\r\ntwo\nthree\n');
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'one\r\n2\nthree\n', base_version: 1 });
        await editor.saveContents('one\n2\nthree\n');
        expect(conflicts).to.have.lengthOf(0);
    });

    it('throws NotFound when the user can no longer access the document', async () => {
        const { id, openWindow } = await world();
        const {
            store: { documents: stranger }
        } = await signUpCloudUser();
        const { documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        Object.assign(documents, { store: stranger });
        documents.forget(id, 'removed');
        const gone = await editor.readContents().catch((error: Error) => ResourceError.NotFound.is(error));
        expect(gone).to.equal(true);
    });

    it('reports a change when a list shows a newer version', async () => {
        const { id, store, openWindow } = await world();
        const { documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        let changes = 0;
        editor.onDidChangeContents(() => changes++);
        await documents.list({});
        expect(changes).to.equal(0);
        await store.save(id, { content: 'theirs' });
        await documents.list({});
        expect(changes).to.equal(1);
        expect(await editor.readContents()).to.equal('theirs');
    });

    it('is read-only with the reason while its owner is over the document limit [FR-073]', async () => {
        const { id, userId, store, openWindow } = await world();
        const { documents, openEditor } = openWindow();
        await setTier(await testCloud(), userId, 'pro');
        for (let number = 1; number <= MAX_FREE_DOCUMENTS; number++) {
            await store.create({ name: `${number}.md`, language_id: 'markdown', content: '' });
        }
        const editor = openEditor();
        const told: unknown[] = [];
        editor.onDidChangeReadOnly(readOnly => told.push(readOnly));
        await editor.readContents();
        expect(editor.readOnly).to.equal(false);

        let changes = 0;
        editor.onDidChangeContents(() => changes++);
        await setTier(await testCloud(), userId, 'free');
        await documents.list({});
        expect(changes).to.equal(1);
        await editor.readContents();
        expect(editor.readOnly).to.have.property('value').that.contains('more documents than your plan allows');

        await setTier(await testCloud(), userId, 'pro');
        await documents.list({});
        await editor.readContents();
        expect(editor.readOnly).to.equal(false);
        expect(told).to.have.lengthOf(2);
        expect((await store.read(id)).version).to.equal(1);
    });

    it('sends whether the user or a timer saves', async () => {
        const { id, openWindow } = await world();
        const { documents, openEditor } = openWindow();
        const editor = openEditor();
        const origins: unknown[] = [];
        const save = documents.save.bind(documents);
        documents.save = (documentId, change) => {
            origins.push(change.origin);
            return save(documentId, change);
        };
        await editor.readContents();
        await editor.saveContents('by a person');
        editor.origin = 'autosave';
        await editor.saveContents('by a timer');
        expect(origins).to.deep.equal(['save', 'autosave']);
        expect((await documents.read(id)).content).to.equal('by a timer');
    });
});
