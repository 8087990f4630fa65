// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import type { CloudDocument } from '@sanyam/types';
import { CancellationTokenSource, type CancellationToken } from '@theia/core/lib/common/cancellation';
import { Emitter } from '@theia/core/lib/common/event';
import type { FileSearchService } from '@theia/file-search/lib/common/file-search-service';
import { expect } from 'chai';
import { CloudFileSearch } from './cloud-file-search';

disableBrowserGlobals();

const OWNER = '33333333-3333-4333-8333-333333333333';

function documentAt(path: string, id: string, permission: CloudDocument['permission'] = 'owner'): CloudDocument {
    const slash = path.lastIndexOf('/');
    return {
        id,
        owner_id: OWNER,
        owner_email: 'ada@example.org',
        name: path.slice(slash + 1),
        folder: path.slice(0, Math.max(0, slash)),
        language_id: 'plaintext',
        size_bytes: 0,
        version: 1,
        created_at: '2026-01-01T00:00:00.000000Z',
        updated_at: '2026-01-01T00:00:00.000000Z',
        updated_by: null,
        deleted_at: null,
        deleted_by: null,
        permission,
        read_only_reason: null,
        access_ends_at: null
    };
}

describe('finding files of a cloud folder by name [BY-04]', () => {
    function world() {
        const didChange = new Emitter<void>();
        const didChangeTree = new Emitter<void>();
        const listing = {
            documents: [
                documentAt('notes.md', '11111111-1111-4111-8111-111111111111'),
                documentAt('notes.md', '22222222-2222-4222-8222-222222222222'),
                documentAt('models/Café #1.dsl', '11111111-1111-4111-8111-111111111112'),
                documentAt('models/shared/engine.dsl', '11111111-1111-4111-8111-111111111113'),
                documentAt('plans/shared.md', '11111111-1111-4111-8111-111111111114', 'view')
            ],
            updatedAt: Date.now(),
            updates: 0,
            hold: () => ({ dispose: () => undefined }),
            settled: async () => void listing.updates++,
            onDidChange: didChange.event
        };
        const onDisk: string[][] = [];
        const disk: FileSearchService = {
            find: async (_pattern, { rootUris = [] }) => {
                onDisk.push(rootUris);
                return rootUris.map(root => `${root}/found.md`);
            }
        };
        const search = new CloudFileSearch(disk, listing, didChangeTree.event);
        const find = (pattern: string, ...rootUris: string[]) =>
            search.find(pattern, { rootUris, fuzzyMatch: true, limit: 200 });
        return { find, search, listing, onDisk, didChangeTree };
    }

    it('finds documents by parts of their path, and by their letters, the exact ones first', async () => {
        const { find } = world();
        expect(await find('engine', 'sanyam:/')).to.deep.equal(['sanyam:/models/shared/engine.dsl']);
        expect(await find('MODELS engine', 'sanyam:/')).to.deep.equal(['sanyam:/models/shared/engine.dsl']);
        expect(await find('egndsl', 'sanyam:/')).to.deep.equal(['sanyam:/models/shared/engine.dsl']);
        expect(await find('cafe\u0301', 'sanyam:/')).to.deep.equal(['sanyam:/models/Caf%C3%A9%20%231.dsl']);
        expect(await find('zzz', 'sanyam:/')).to.deep.equal([]);
    });

    it('names documents of the same name as the file system does', async () => {
        const { find } = world();
        expect(await find('notes', 'sanyam:/')).to.deep.equal([
            'sanyam:/notes.md',
            'sanyam:/notes%20%2822222222-2222%29.md'
        ]);
    });

    it('stays in the folder that is the workspace', async () => {
        const { find, search } = world();
        expect(await find('dsl', 'sanyam:/models/shared')).to.deep.equal(['sanyam:/models/shared/engine.dsl']);
        expect(await find('md', 'sanyam://~shared/')).to.deep.equal([
            'sanyam://~shared/ada%40example.org/plans/shared.md'
        ]);
        const few = await search.find('s', { rootUris: ['sanyam:/'], fuzzyMatch: true, limit: 1 });
        expect(few).to.have.length(1);
    });

    it('finds nothing by the path of the folder that is the workspace', async () => {
        const { find } = world();
        expect(await find('models', 'sanyam:/models')).to.deep.equal([]);
        expect(await find('ada', 'sanyam://~shared/ada@example.org')).to.deep.equal([]);
        expect(await find('shared engine', 'sanyam:/models')).to.deep.equal(['sanyam:/models/shared/engine.dsl']);
    });

    it('leaves out what the setting files.exclude names, and all when it is canceled', async () => {
        const { search } = world();
        const find = (token?: CancellationToken, ...excludePatterns: string[]) =>
            search.find('e', { rootUris: ['sanyam:/'], excludePatterns }, token);
        expect(await find(undefined, '**/shared', 'models/Caf*')).to.deep.equal([
            'sanyam:/notes.md',
            'sanyam:/notes%20%2822222222-2222%29.md'
        ]);
        const canceling = new CancellationTokenSource();
        const canceled = find(canceling.token);
        canceling.cancel();
        expect(await canceled).to.deep.equal([]);
    });

    it('leaves folders of the disk to Theia', async () => {
        const { find, onDisk } = world();
        expect(await find('found', 'file:///work')).to.deep.equal(['file:///work/found.md']);
        expect(await find('notes.md', 'file:///work', 'sanyam:/models')).to.deep.equal(['file:///work/found.md']);
        expect(await find('engine', 'sanyam:/')).to.have.length(1);
        expect(onDisk).to.deep.equal([['file:///work'], ['file:///work']]);
    });

    it('asks the cloud once for a list that is new, and again after a change', async () => {
        const { find, listing, didChangeTree } = world();
        await find('a', 'sanyam:/');
        await find('ab', 'sanyam:/');
        expect(listing.updates).to.equal(1);
        didChangeTree.fire();
        await find('abc', 'sanyam:/');
        expect(listing.updates).to.equal(2);
    });
});
