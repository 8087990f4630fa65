// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import type { SearchInWorkspaceCallbacks } from '@theia/search-in-workspace/lib/browser/search-in-workspace-service';
import { expect } from 'chai';
import { WorkspaceSearch } from './workspace-search';

disableBrowserGlobals();

/** The part of the search in cloud and local folders that is Theia's. */
class TestSearch extends WorkspaceSearch {
    searchFolders(roots: string[], callbacks: SearchInWorkspaceCallbacks): Promise<number> {
        return this.doSearch('text', roots, callbacks);
    }
}

describe('WorkspaceSearch', () => {
    it('tells the error of the search in local folders when that in the cloud ends later', async () => {
        const found = Promise.withResolvers<void>();
        const search: TestSearch = Object.assign(new TestSearch(), {
            logger: { debug: () => undefined },
            searchServer: {
                search: async (): Promise<number> => {
                    queueMicrotask(() => search.onDone(7, 'ripgrep is missing'));
                    return 7;
                }
            },
            directory: {
                isCloudUri: ({ scheme }: URI) => scheme === 'sanyam',
                locate: () => ({ kind: 'own', path: '' })
            },
            workspaceService: { opened: true, tryGetRoots: () => [] },
            searcher: {
                pages: async function* () {
                    await found.promise;
                    yield [];
                }
            }
        });
        const done = Promise.withResolvers<(string | undefined)[]>();
        const ends: (string | undefined)[] = [];
        await search.searchFolders(['file:///project', 'sanyam:///'], {
            onResult: () => undefined,
            onDone: (_id, error) => {
                ends.push(error);
                done.resolve(ends);
            }
        });
        await new Promise(resolve => setTimeout(resolve));
        expect(ends).to.deep.equal([]);
        found.resolve();
        expect(await done.promise).to.deep.equal(['ripgrep is missing']);
    });

    it('says that open files are not searched for an expression that only the search on the disk knows', async () => {
        const problemOf = async (pattern: string, isOpened: boolean, open: number): Promise<string | undefined> => {
            const editor = { editor: { uri: new URI('file:///project/a') } };
            const search: WorkspaceSearch = Object.assign(new TestSearch(), {
                logger: { debug: () => undefined },
                searchServer: { search: async () => 7 },
                directory: { isCloudUri: () => false },
                editors: { all: Array.from({ length: open }, () => editor) },
                workspaceService: { opened: isOpened, roots: [{ resource: new URI('file:///project') }] }
            });
            const none = { onResult: () => undefined, onDone: () => undefined };
            await search.search(pattern, none, { useRegExp: true }).catch(() => undefined);
            search.onDone(7);
            return search.problem;
        };
        const sentence = /^Open files are not searched\. The editor does not support this regular expression: /;
        expect(await problemOf('a\\-b', true, 1)).to.match(sentence);
        expect(await problemOf('a\\-b', false, 1)).to.match(sentence);
        expect(await problemOf('a\\-b', false, 0)).to.equal(undefined);
        expect(await problemOf('a\\-b', true, 0)).to.equal(undefined);
        expect(await problemOf('a-b', true, 1)).to.equal(undefined);
    });
});
