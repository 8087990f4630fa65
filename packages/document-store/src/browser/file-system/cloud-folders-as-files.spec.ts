// SPDX-License-Identifier: MIT

import type { CloudFolders, DocumentStore } from '@sanyam/store';
import { signUpCloudUser, signUpProUser } from '@sanyam/store/lib/test/cloud-user';
import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { FileChangeType, FileType, toFileSystemProviderErrorCode } from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { FileWindow } from '../test/file-window';
import { openFileSystemWindow } from '../test/file-system-window';
import { CloudFileSystemProvider } from './cloud-file-system-provider';

disableBrowserGlobals();

const { File, Directory } = FileType;
const replace = { create: true, overwrite: true };

async function failure(work: Promise<unknown>): Promise<{ code: string; message: string }> {
    const error = await work.then(
        () => new Error('It succeeded.'),
        (reason: unknown) => reason
    );
    if (!(error instanceof Error)) {
        throw new Error('This is not an error.');
    }
    return { code: toFileSystemProviderErrorCode(error), message: error.message };
}

async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
        await new Promise(resolve => setImmediate(resolve));
    }
}

describe('folders in the file system of the cloud [BY-04]', () => {
    afterEach(() => disableBrowserGlobals());

    async function world() {
        const user = await signUpProUser();
        const add = (path: string) => {
            const slash = path.lastIndexOf('/');
            const [folder, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
            return user.store.documents.create({ name, folder, language_id: 'plaintext', content: path });
        };
        for (const path of ['top.dsl', 'models/a.dsl', 'models/shared/b.dsl']) {
            await add(path);
        }
        const paths = async () => {
            const { items } = await user.store.documents.list({ folder: '', below: true });
            return items.map(({ folder, name }) => `${folder}/${name}`);
        };
        return { user, add, paths, window: new FileWindow(user) };
    }

    it('lists each folder when it is asked for, with one request for all that is in it', async () => {
        const { window } = await world();
        expect(await window.list('sanyam:///')).to.deep.equal([
            ['models', Directory],
            ['top.dsl', File]
        ]);
        expect((await window.stat('sanyam:///models')).type).to.equal(Directory);
        expect((await window.stat('sanyam:///top.dsl')).size).to.equal(7);
        expect(await window.list('sanyam:///models/')).to.deep.equal([
            ['shared', Directory],
            ['a.dsl', File]
        ]);
        expect(await window.read('sanyam:///models/a.dsl')).to.equal('models/a.dsl');
        expect(await window.read('sanyam:///models/shared/b.dsl')).to.equal('models/shared/b.dsl');
        expect(window.queries.map(({ folder, below }) => [folder, below])).to.deep.equal([
            ['', undefined],
            ['models', undefined],
            ['models/shared', undefined]
        ]);
    });

    it('asks nothing for a folder that the folder above does not have', async () => {
        const { window } = await world();
        await window.list('sanyam:///');
        for (const path of ['.vscode/settings.json', '.git', 'nothing/below/that.dsl']) {
            expect((await failure(window.stat(`sanyam:///${path}`))).code, path).to.equal('EntryNotFound');
        }
        expect(window.queries.map(({ folder }) => folder)).to.deep.equal(['']);
    });

    it('creates a document in its folder, also in a new one', async () => {
        const { window, paths } = await world();
        await window.write('sanyam:///models/c.dsl', 'c');
        await window.write('sanyam:///new/below/d.dsl', 'd');
        expect(await paths()).to.include.members(['models/c.dsl', 'new/below/d.dsl']);
        expect(await window.read('sanyam:///new/below/d.dsl')).to.equal('d');
        expect((await failure(window.write('sanyam:///models', 'x', replace))).code).to.equal('EntryIsADirectory');
    });

    it('keeps a made folder in this window until a document is in it', async () => {
        const { user, window, paths } = await world();
        await window.mkdir('sanyam:///drafts');
        await window.mkdir('sanyam:///drafts/old');
        expect(await window.list('sanyam:///drafts')).to.deep.equal([['old', Directory]]);
        expect(await window.list('sanyam:///drafts/old')).to.deep.equal([]);
        expect((await failure(new FileWindow(user).list('sanyam:///drafts'))).code).to.equal('EntryNotFound');
        expect((await failure(window.mkdir('sanyam:///drafts'))).code).to.equal('EntryExists');
        expect((await failure(window.mkdir('sanyam:///top.dsl'))).code).to.equal('EntryExists');
        await window.write('sanyam:///drafts/old/a.dsl', 'a');
        expect(await paths()).to.include('drafts/old/a.dsl');
        expect(await new FileWindow(user).list('sanyam:///drafts')).to.deep.equal([['old', Directory]]);
    });

    it('tells a document from a folder of the same name', async () => {
        const { add, window } = await world();
        const { id } = await add('models');
        expect(await window.list('sanyam:///')).to.have.deep.members([
            ['models', Directory],
            [`models (${id.slice(0, 13)})`, File],
            ['top.dsl', File]
        ]);
    });

    it('renames and moves documents', async () => {
        const { window, paths } = await world();
        await window.rename('sanyam:///top.dsl', 'sanyam:///first.dsl');
        await window.rename('sanyam:///models/a.dsl', 'sanyam:///models/shared/a2.dsl');
        expect(await paths()).to.deep.equal(['/first.dsl', 'models/shared/a2.dsl', 'models/shared/b.dsl']);
        const { code } = await failure(window.rename('sanyam:///first.dsl', 'sanyam:///models/shared/b.dsl'));
        expect(code).to.equal('EntryExists');
        await window.rename('sanyam:///first.dsl', 'sanyam:///models/shared/b.dsl', true);
        expect(await paths()).to.deep.equal(['models/shared/a2.dsl', 'models/shared/b.dsl']);
        expect(await window.read('sanyam:///models/shared/b.dsl')).to.equal('top.dsl');
    });

    it('moves a document with its own name, also if a folder shows it with a part of its id', async () => {
        const { user, add, window, paths } = await world();
        const { id } = await add('top.dsl');
        const shown = `top (${id.slice(0, 13)}).dsl`;
        await window.rename(`sanyam:///${shown}`, `sanyam:///models/${shown}`);
        expect(await paths()).to.include.members(['/top.dsl', 'models/top.dsl']);
        expect((await user.store.documents.read(id)).folder).to.equal('models');
        expect((await window.stat(`sanyam:///models/${shown}`)).type).to.equal(File);
        expect(await window.list('sanyam:///models')).to.deep.include(['top.dsl', File]);
        await window.rename(`sanyam:///models/${shown}`, 'sanyam:///models/other.dsl');
        expect((await user.store.documents.read(id)).name).to.equal('other.dsl');
    });

    it('moves a folder that is too large for one move document by document', async () => {
        const { user, paths } = await world();
        const tooMany = new CloudError('TIER_LIMIT_EXCEEDED', 'This folder has more than 1,000 documents.', {
            limit_name: 'moved_documents'
        });
        const folders: CloudFolders = Object.create(user.store.folders, {
            move: { value: () => Promise.reject(tooMany) }
        });
        const files = openFileSystemWindow({ folders }, user.store.documents).get(CloudFileSystemProvider);
        await files.mkdir(new URI('sanyam:///models/empty'));
        await files.rename(new URI('sanyam:///models'), new URI('sanyam:///old'), { overwrite: false });
        expect(await paths()).to.deep.equal(['/top.dsl', 'old/a.dsl', 'old/shared/b.dsl']);
        expect(await files.readdir(new URI('sanyam:///old'))).to.deep.include(['empty', Directory]);
    });

    it('moves a folder with all that is below it, also an empty one', async () => {
        const { window, paths } = await world();
        await window.mkdir('sanyam:///models/empty');
        await window.rename('sanyam:///models', 'sanyam:///old/models');
        expect(await paths()).to.deep.equal(['/top.dsl', 'old/models/a.dsl', 'old/models/shared/b.dsl']);
        expect(await window.list('sanyam:///old/models')).to.deep.include(['empty', Directory]);
        expect((await failure(window.stat('sanyam:///models'))).code).to.equal('EntryNotFound');
        await window.rename('sanyam:///old/models/empty', 'sanyam:///spare');
        expect(await window.list('sanyam:///spare')).to.deep.equal([]);
        expect((await failure(window.rename('sanyam:///spare', 'sanyam:///old'))).code).to.equal('EntryExists');
    });

    it('moves a folder to the trash, document by document, and keeps the folder above', async () => {
        const { user, window, paths } = await world();
        expect((await failure(window.delete('sanyam:///models', false))).code).to.equal('NoPermissions');
        await window.delete('sanyam:///models/a.dsl');
        await window.delete('sanyam:///models/shared');
        expect(await window.list('sanyam:///models')).to.deep.equal([]);
        await window.delete('sanyam:///models');
        expect(await window.list('sanyam:///')).to.deep.equal([['top.dsl', File]]);
        expect(await paths()).to.deep.equal(['/top.dsl']);
        expect((await user.store.documents.list({ state: 'trashed' })).total_count).to.equal(2);
        expect((await failure(window.delete('sanyam:///'))).code).to.equal('NoPermissions');
    });

    it('copies documents and folders', async () => {
        const { window, paths } = await world();
        await window.copy('sanyam:///top.dsl', 'sanyam:///models/top.dsl');
        await window.mkdir('sanyam:///models/empty');
        await window.copy('sanyam:///models', 'sanyam:///copy');
        expect((await paths()).filter(path => path.startsWith('copy'))).to.deep.equal([
            'copy/a.dsl',
            'copy/top.dsl',
            'copy/shared/b.dsl'
        ]);
        expect(await window.list('sanyam:///copy')).to.deep.include(['empty', Directory]);
        expect(await window.read('sanyam:///copy/shared/b.dsl')).to.equal('models/shared/b.dsl');
    });

    it('refuses to delete or copy a folder with more than 1,000 documents', async () => {
        const { user } = await world();
        const list: DocumentStore['list'] = async (query, signal) => {
            const page = await user.store.documents.list(query, signal);
            return query.below === true ? { ...page, total_count: 1001 } : page;
        };
        const documents: DocumentStore = Object.create(user.store.documents, { list: { value: list } });
        const files = openFileSystemWindow(user.store, documents).get(CloudFileSystemProvider);
        const models = new URI('sanyam:///models');
        const work = [
            () => files.delete(models, { recursive: true, useTrash: true }),
            () => files.copy(models, new URI('sanyam:///copy'), { overwrite: false })
        ];
        for (const attempt of work) {
            expect((await failure(attempt())).message).to.contain('more than 1,000 documents');
        }
        expect((await user.store.documents.list({ folder: '', below: true })).total_count).to.equal(3);
    });

    it('refuses paths that no folder can have, with a reason', async () => {
        const { window } = await world();
        for (const [path, reason] of [
            ['assets', 'is reserved'],
            ['models/assets', 'is reserved'],
            ['models/..', 'are not valid names'],
            ['a'.repeat(256), 'at most 255 characters'],
            ['invoice\u202Efdp', 'changes the direction of text']
        ] as const) {
            const uri = new URI('sanyam:///').withPath(`/${path}`);
            expect((await failure(window.files.mkdir(uri))).message, path).to.contain(reason);
        }
        expect((await failure(window.stat('sanyam:///models/../top.dsl'))).code).to.equal('EntryNotFound');
        expect((await failure(window.list('sanyam:///top.dsl'))).code).to.equal('EntryNotADirectory');
        expect((await failure(window.list('sanyam:///top.dsl/below'))).code).to.equal('EntryNotFound');
    });

    it('lists what others share by owner, as in the tree of the owner', async () => {
        const [{ user: owner, window: owners }, recipient] = [await world(), await signUpCloudUser()];
        const { items } = await owner.store.documents.list({ folder: 'models', below: true });
        for (const [index, { id }] of items.entries()) {
            const permission = index === 0 ? 'edit' : 'view';
            await owner.store.shares.create(id, { email: recipient.email, permission });
        }
        const window = new FileWindow(recipient);
        const models = `sanyam://~shared/${owner.email}/models`;
        expect(await window.list('sanyam://~shared/')).to.deep.equal([[owner.email, Directory]]);
        expect(await window.list(`sanyam://~shared/${owner.email}`)).to.deep.equal([['models', Directory]]);
        expect(await window.list(models)).to.deep.equal([
            ['shared', Directory],
            ['a.dsl', File]
        ]);
        expect(await window.read(`${models}/shared/b.dsl`)).to.equal('models/shared/b.dsl');
        expect(await window.list('sanyam:///')).to.deep.equal([]);
        await window.write(`${models}/a.dsl`, 'changed', replace);
        expect(await owners.read('sanyam:///models/a.dsl')).to.equal('changed');
        await window.rename(`${models}/a.dsl`, `${models}/renamed.dsl`);
        await window.copy(`${models}/renamed.dsl`, 'sanyam:///mine.dsl');
        expect(await window.read('sanyam:///mine.dsl')).to.equal('changed');
        for (const attempt of [
            () => window.write(`${models}/new.dsl`, 'new'),
            () => window.mkdir(`${models}/new`),
            () => window.rename(`${models}/renamed.dsl`, 'sanyam:///moved.dsl'),
            () => window.write(`${models}/shared/b.dsl`, 'x', replace)
        ]) {
            expect((await failure(attempt())).code).to.equal('NoPermissions');
        }
    });

    it('says what changed in the folders that were listed, while somebody watches', async () => {
        const { window } = await world();
        disableBrowserGlobals = enableBrowserGlobals();
        await window.list('sanyam:///');
        await window.list('sanyam:///models');
        const watch = window.files.watch(new URI('sanyam:///'));
        await window.write('sanyam:///models/c.dsl', 'c');
        await until(() => window.changes.length === 1);
        await window.rename('sanyam:///models/c.dsl', 'sanyam:///d.dsl');
        await until(() => window.changes.length === 3);
        await window.mkdir('sanyam:///empty');
        await until(() => window.changes.length === 4);
        watch.dispose();
        expect(window.changes).to.have.deep.members([
            ['/models/c.dsl', FileChangeType.ADDED],
            ['/models/c.dsl', FileChangeType.DELETED],
            ['/d.dsl', FileChangeType.ADDED],
            ['/empty', FileChangeType.ADDED]
        ]);
    });
});
