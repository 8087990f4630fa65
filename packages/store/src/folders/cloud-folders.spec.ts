// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { signUpCloudUser, type CloudUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';

describe('CloudFolders', () => {
    async function userWith(...paths: readonly string[]): Promise<CloudUser> {
        const user = await signUpCloudUser();
        for (const path of paths) {
            const [name = '', ...folders] = path.split('/').toReversed();
            const folder = folders.toReversed().join('/');
            await user.store.documents.create({ name, language_id: 'sanyam', content: path, folder });
        }
        return user;
    }

    it('lists documents and folders level by level, and all below [BY-04]', async () => {
        const { store } = await userWith('top.dsl', 'models/a.dsl', 'models/shared/b.dsl');
        const top = await store.documents.list({ folder: '' });
        expect([top.items.map(({ name }) => name), top.folders]).to.deep.equal([['top.dsl'], ['models']]);
        expect(await store.folders.list('models')).to.deep.equal({ items: ['shared'], next_cursor: null });
        const all = await store.documents.list({ folder: 'models', below: true });
        expect(all.items.map(({ folder, name }) => `${folder}/${name}`)).to.deep.equal([
            'models/a.dsl',
            'models/shared/b.dsl'
        ]);
    });

    it('moves a folder, and returns the number of documents [BY-04]', async () => {
        const { store } = await userWith('models/a.dsl', 'models/shared/b.dsl');
        expect(await store.folders.move('models', 'old/models')).to.equal(2);
        const { items } = await store.documents.list({ folder: 'old', below: true });
        expect(items.map(({ folder, version }) => [folder, version])).to.deep.equal([
            ['old/models', 2],
            ['old/models/shared', 2]
        ]);
    });

    it('rejects a move into itself, of nothing, and of a path that is none, with its code [BY-04]', async () => {
        const { store } = await userWith('models/a.dsl');
        expect((await rejection(store.folders.move('models', 'models/old'))).code).to.equal('VALIDATION_ERROR');
        expect((await rejection(store.folders.move('nothing', 'old'))).code).to.equal('NOT_FOUND');
        const error = await rejection(store.folders.move('models', 'a//b'));
        expect(error.details).to.have.nested.property('fields.to_folder');
    });
});
