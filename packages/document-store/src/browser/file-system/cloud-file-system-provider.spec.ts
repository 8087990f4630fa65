// SPDX-License-Identifier: MIT

import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import URI from '@theia/core/lib/common/uri';
import {
    FileChangeType,
    FileOperationError,
    FileOperationResult,
    FileType,
    toFileSystemProviderErrorCode,
    type FileChange
} from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { openFileSystemWindow } from '../test/file-system-window';
import { CloudFileSystemProvider } from './cloud-file-system-provider';

disableBrowserGlobals();

const overwrite = { create: false, overwrite: true };
const trash = { recursive: false, useTrash: true };
const create = { create: true, overwrite: false };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
const entry = (name: string): URI => new URI('sanyam:///').resolve(name);

async function failure(work: Promise<unknown>): Promise<Error> {
    const outcome = await work.then(
        () => new Error('It succeeded.'),
        (error: unknown) => error
    );
    expect(outcome).to.be.instanceOf(Error);
    return outcome as Error;
}

describe('CloudFileSystemProvider', () => {
    async function world() {
        const user = await signUpCloudUser();
        const { documents: store } = user.store;
        const document = await store.create({ name: 'notes.md', language_id: 'markdown', content: 'one' });
        return {
            store,
            document,
            uri: new URI(`sanyam://${document.id}/notes.md`),
            window: openFileSystemWindow(user.store, store).get(CloudFileSystemProvider)
        };
    }

    it('returns the server’s times and the size in bytes for a document', async () => {
        const { window, uri, document } = await world();
        expect(await window.stat(uri)).to.deep.equal({
            type: FileType.File,
            mtime: Date.parse(document.updated_at),
            ctime: Date.parse(document.created_at),
            size: 3
        });
    });

    it('finds a document by the id in the URI and ignores the name [FR-021]', async () => {
        const { window, uri } = await world();
        expect(text(await window.readFile(uri.parent.resolve('former name.txt')))).to.equal('one');
    });

    it('lists the folder of all documents and reads its entries', async () => {
        const { window } = await world();
        expect((await window.stat(new URI('sanyam:///'))).type).to.equal(FileType.Directory);
        expect(await window.readdir(new URI('sanyam:///'))).to.deep.equal([['notes.md', FileType.File]]);
        expect(text(await window.readFile(entry('notes.md')))).to.equal('one');
    });

    it('creates, renames and deletes entries', async () => {
        const { store, window } = await world();
        await window.writeFile(entry('new.md'), bytes('\uFEFFnew'), create);
        expect(text(await window.readFile(entry('new.md')))).to.equal('\uFEFFnew');
        await window.rename(entry('new.md'), entry('renamed.md'), { overwrite: false });
        await window.delete(entry('notes.md'), trash);
        expect(await window.readdir(new URI('sanyam:///'))).to.deep.equal([['renamed.md', FileType.File]]);
        expect((await store.list({ state: 'trashed' })).items.map(({ name }) => name)).to.deep.equal(['notes.md']);
    });

    it('keeps the bytes of a text: its mark, its line endings and unusual separators', async () => {
        const { window } = await world();
        const content = '\uFEFFone\rtwo\r\nthree\n\u2028four\u0085';
        await window.writeFile(entry('form.txt'), bytes(content), create);
        expect(text(await window.readFile(entry('form.txt')))).to.equal(content);
        await window.writeFile(entry('form.txt'), bytes(`${content}\r`), overwrite);
        expect(text(await window.readFile(entry('form.txt')))).to.equal(`${content}\r`);
    });

    it('finds an entry in NFC and NFD, and stores NFC', async () => {
        const { store, window } = await world();
        await window.writeFile(entry('cafe\u0301.md'), bytes('one'), create);
        expect(text(await window.readFile(entry('caf\u00e9.md')))).to.equal('one');
        await window.writeFile(entry('caf\u00e9.md'), bytes('two'), overwrite);
        expect(text(await window.readFile(entry('cafe\u0301.md')))).to.equal('two');
        expect(
            toFileSystemProviderErrorCode(await failure(window.writeFile(entry('cafe\u0301.md'), bytes('x'), create)))
        ).to.equal('EntryExists');
        expect((await store.list({ query: 'caf' })).items.map(({ name }) => name)).to.deep.equal(['caf\u00e9.md']);
    });

    it('refuses names with invisible characters with a reason, for a new entry and a new name', async () => {
        const { window } = await world();
        const work = [
            () => window.writeFile(entry('invoice\u202Efdp.exe'), bytes('x'), create),
            () => window.rename(entry('notes.md'), entry('invoice\u202Efdp.exe'), { overwrite: false })
        ];
        for (const attempt of work) {
            expect((await failure(attempt())).message).to.contain('changes the direction of text');
        }
        expect(await window.readdir(new URI('sanyam:///'))).to.deep.equal([['notes.md', FileType.File]]);
    });

    it('replaces an existing entry only with the overwrite option', async () => {
        const { window } = await world();
        await window.writeFile(entry('other.md'), bytes('other'), create);
        expect(
            toFileSystemProviderErrorCode(await failure(window.writeFile(entry('notes.md'), bytes('x'), create)))
        ).to.equal('EntryExists');
        const rename = window.rename(entry('other.md'), entry('notes.md'), { overwrite: false });
        expect(toFileSystemProviderErrorCode(await failure(rename))).to.equal('EntryExists');
    });

    it('sends the version that was read with each write, so that a change of the same length is not overwritten', async () => {
        const { store, document, uri, window } = await world();
        await window.readFile(uri);
        await store.save(document.id, { content: 'two', base_version: 1 });
        await window.stat(uri);
        const error = await failure(window.writeFile(uri, bytes('six'), overwrite));
        expect(error).to.be.instanceOf(FileOperationError);
        expect(error).to.include({ fileOperationResult: FileOperationResult.FILE_MODIFIED_SINCE });
        expect((await store.read(document.id)).content).to.equal('two');
    });

    it('writes over a version that changed only the name since it was read', async () => {
        const { store, document, uri, window } = await world();
        await window.readFile(uri);
        await store.save(document.id, { name: 'renamed.md' });
        await window.writeFile(uri, bytes('two'), overwrite);
        expect(await store.read(document.id)).to.include({ name: 'renamed.md', content: 'two', version: 3 });
        await store.save(document.id, { name: 'again.md' });
        await store.save(document.id, { content: 'theirs' });
        const error = await failure(window.writeFile(uri, bytes('three'), overwrite));
        expect(error).to.include({ fileOperationResult: FileOperationResult.FILE_MODIFIED_SINCE });
        expect(await store.read(document.id)).to.include({ name: 'again.md', content: 'theirs', version: 5 });
    });

    it('can write several times without reading in between', async () => {
        const { store, document, uri, window } = await world();
        await window.readFile(uri);
        await window.writeFile(uri, bytes('two'), overwrite);
        await window.writeFile(uri, bytes('three'), overwrite);
        expect(await store.read(document.id)).to.include({ content: 'three', version: 3 });
    });

    it('fires an event for each of its changes', async () => {
        const { uri, window } = await world();
        await window.readFile(uri);
        const changes: FileChange[] = [];
        window.onDidChangeFile(event => changes.push(...event));
        await window.writeFile(uri, bytes('two'), overwrite);
        await window.delete(uri, trash);
        const told = changes.filter(({ resource }) => resource.isEqual(uri)).map(({ type }) => type);
        expect(told).to.deep.equal([FileChangeType.UPDATED, FileChangeType.DELETED]);
    });

    it('rejects content that is not UTF-8 or has a NUL character', async () => {
        const { window } = await world();
        const error = await failure(window.writeFile(entry('image.png'), new Uint8Array([0x89, 0xff, 0xfe]), create));
        expect(error.message).to.contain('UTF-8');
        expect((await failure(window.writeFile(entry('nul.txt'), bytes('a\u0000'), create))).message).to.contain(
            'U+0000'
        );
        expect(await window.readdir(new URI('sanyam:///'))).to.deep.equal([['notes.md', FileType.File]]);
    });

    it('maps errors to the error codes of Theia’s file service', async () => {
        const { window, uri } = await world();
        const missing = new URI(`sanyam://${randomUUID()}/x.md`);
        const cases: ReadonlyArray<[() => Promise<unknown>, string]> = [
            [() => window.stat(missing), 'EntryNotFound'],
            [() => window.readFile(entry('missing.md')), 'EntryNotFound'],
            [() => window.writeFile(missing, bytes('x'), create), 'EntryNotFound'],
            [() => window.writeFile(uri, bytes('x'.repeat(262_145)), overwrite), 'EntryTooLarge'],
            [() => window.readFile(new URI('sanyam:///')), 'EntryIsADirectory'],
            [() => window.readdir(uri), 'EntryNotADirectory'],
            [() => window.mkdir(new URI(`sanyam://${randomUUID()}/folder`)), 'NoPermissions']
        ];
        for (const [work, code] of cases) {
            expect(toFileSystemProviderErrorCode(await failure(work()))).to.equal(code);
        }
    });

    it('rejects /assets/ as not yet supported [FR-022, FR-023]', async () => {
        const { window, uri } = await world();
        const error = await failure(window.stat(uri.parent.resolve('assets/logo.png')));
        expect(toFileSystemProviderErrorCode(error)).to.equal('Unavailable');
        expect(error.message).to.contain('not yet supported');
    });
});
