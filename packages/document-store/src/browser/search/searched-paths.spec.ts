// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudFolders, DocumentStore } from '@sanyam/store';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import URI from '@theia/core/lib/common/uri';
import { WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { OpenAddresses } from '../file-system/open-addresses';
import { openFileSystemWindow } from '../test/file-system-window';
import { listedDocument } from '../test/listed-document';
import { isSearched } from './path-filter';
import { SearchedPaths } from './searched-paths';

disableBrowserGlobals();

describe('the path of an open editor, for the files to search', () => {
    const draft = listedDocument('a.md', { folder: 'old drafts/2026' });
    const theirs = listedDocument('b.md', { folder: 'drafts', permission: 'view', owner_email: 'bob@example.org' });

    async function pathsIn(...roots: string[]): Promise<(uri: string) => string> {
        const container = openFileSystemWindow({ folders: {} as CloudFolders }, {
            read: async id => ({ ...[draft, theirs].find(each => each.id === id), content: '' })
        } as DocumentStore);
        for (const { id } of [draft, theirs]) {
            await container.get(CloudDocumentService).read(id);
        }
        container.get(OpenAddresses).enter(new URI('sanyam:///was/a.md'), draft.id);
        container.bind<unknown>(WorkspaceService).toConstantValue({
            tryGetRoots: () => roots.map(root => ({ resource: new URI(root) }))
        });
        container.bind(SearchedPaths).toSelf();
        const paths = container.get(SearchedPaths);
        return uri => paths.of(new URI(uri)).path;
    }

    it('is that of its document in the tree, without a folder or outside of it', async () => {
        for (const roots of [[], ['file:///home/ada'], ['sanyam:///elsewhere']]) {
            const pathOf = await pathsIn(...roots);
            expect(pathOf('sanyam:///old%20drafts/2026/a.md')).to.equal('old drafts/2026/a.md');
            expect(pathOf(`sanyam://${draft.id}/a.md`)).to.equal('old drafts/2026/a.md');
            expect(pathOf(`sanyam://${theirs.id}/b.md`)).to.equal('bob@example.org/drafts/b.md');
        }
    });

    it('begins in the searched folder, also at an address where the document was', async () => {
        const pathOf = await pathsIn('sanyam:///old%20drafts');
        for (const uri of ['sanyam:///was/a.md', 'sanyam:///old%20drafts/2026/a.md', `sanyam://${draft.id}/a.md`]) {
            expect(pathOf(uri)).to.equal('2026/a.md');
        }
        expect((await pathsIn('sanyam:///'))(`sanyam://${draft.id}/a.md`)).to.equal('old drafts/2026/a.md');
        expect((await pathsIn('sanyam://~shared/'))(`sanyam://${theirs.id}/b.md`)).to.equal(
            'bob@example.org/drafts/b.md'
        );
    });

    it('is that of a local file in its folder, and of a comparison that of the text that can change', async () => {
        const pathOf = await pathsIn('file:///home/ada/my%20project');
        expect(pathOf('file:///home/ada/my%20project/old%20drafts/c.md')).to.equal('old drafts/c.md');
        expect(pathOf('file:///tmp/c.md')).to.equal('tmp/c.md');
        const compared = DiffUris.encode(new URI('sanyam-version:/a.md'), new URI(`sanyam://${draft.id}/a.md`));
        expect(pathOf(compared.toString())).to.equal('old drafts/2026/a.md');
    });

    it('leaves out what is below an excluded folder, whose name can have a space', async () => {
        const pathOf = await pathsIn('sanyam:///');
        const path = pathOf('sanyam:///old%20drafts/2026/a.md');
        for (const pattern of ['old drafts', 'old drafts/**', './old drafts', '2026/']) {
            expect(isSearched({ path }, { exclude: [pattern] }), pattern).to.equal(false);
            expect(isSearched({ path }, { include: [pattern] }), pattern).to.equal(true);
        }
        expect(isSearched({ path }, { exclude: ['./2026'] })).to.equal(true);
    });
});
