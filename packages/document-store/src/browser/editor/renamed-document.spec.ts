// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { isOutOfSync, world } from '../test/document-windows';

disableBrowserGlobals();

describe('text of a document that is renamed elsewhere', () => {
    for (const [what, change] of [
        ['the name', { name: 'renamed.md' }],
        ['the language', { language_id: 'plaintext' }]
    ] as const) {
        it(`saves text over a version that changed only ${what}, which stays`, async () => {
            const { id, store, openWindow } = await world();
            const { conflicts, openEditor } = openWindow();
            const editor = openEditor();
            await editor.readContents();
            const textVersion = editor.version;
            await store.save(id, change);
            await editor.saveContents('mine', { version: textVersion });
            expect(conflicts).to.deep.equal([]);
            expect(editor.version).to.include({ documentVersion: 3, text: 'mine' });
            expect(await store.read(id)).to.include({ ...change, content: 'mine', version: 3 });
            await editor.saveContents('mine, again');
            expect(await store.read(id)).to.include({ ...change, content: 'mine, again', version: 4 });
        });
    }

    it('saves text over several changes of the name, also when it has read one of them', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, documents, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        const textVersion = editor.version;
        await store.save(id, { name: 'second.md' });
        documents.forget(id, 'changed');
        await editor.readContents();
        await store.save(id, { name: 'third.md' });
        await editor.saveContents('mine', { version: textVersion });
        expect(conflicts).to.deep.equal([]);
        expect(await store.read(id)).to.include({ name: 'third.md', content: 'mine', version: 4 });
    });

    it('saves text over a version that was restored with the same text', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'theirs' });
        await store.save(id, { content: 'one' });
        await editor.saveContents('mine');
        expect(conflicts).to.deep.equal([]);
        expect(await store.read(id)).to.include({ content: 'mine', version: 4 });
    });

    it('gets a conflict when both the name and the text have changed', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { name: 'renamed.md' });
        await store.save(id, { content: 'theirs' });
        expect(await isOutOfSync(editor.saveContents('mine'))).to.equal(true);
        expect(conflicts).to.have.lengthOf(1);
        expect(await store.read(id)).to.include({ name: 'renamed.md', content: 'theirs' });
    });

    it('overwrites the version that the user decided on, also if it was renamed since', async () => {
        const { id, store, openWindow } = await world();
        const { conflicts, openEditor } = openWindow();
        const editor = openEditor();
        await editor.readContents();
        await store.save(id, { content: 'theirs' });
        expect(await isOutOfSync(editor.saveContents('mine'))).to.equal(true);
        editor.overwrite(2);
        await store.save(id, { name: 'renamed.md' });
        await editor.saveContents('mine');
        expect(conflicts).to.have.lengthOf(1);
        expect(await store.read(id)).to.include({ name: 'renamed.md', content: 'mine', version: 4 });
    });
});
