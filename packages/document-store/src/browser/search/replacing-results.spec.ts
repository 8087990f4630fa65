// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';

// Theia reads the configuration while its modules load.
FrontendApplicationConfigProvider.set({});

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import type {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import { expect } from 'chai';
import { ManyDocuments } from '../cloud-view/many-documents';
import { ReplacingResults } from './replacing-results';

disableBrowserGlobals();

const ROOT = 'file:///project';

/** A file with a match in each of its first three columns. */
function fileNamed(name: string): SearchInWorkspaceFileNode {
    const fileUri = `${ROOT}/${name}`;
    const file: SearchInWorkspaceFileNode = {
        id: name,
        fileUri,
        uri: new URI(fileUri),
        path: '',
        selected: false,
        expanded: true,
        children: [],
        parent: { folderUri: ROOT } as SearchInWorkspaceFileNode['parent']
    };
    file.children = [1, 2, 3].map((character): SearchInWorkspaceResultLineNode => ({
        id: `${name}-${character}`,
        root: ROOT,
        fileUri,
        matches: [],
        line: 1,
        character,
        length: 1,
        lineText: '',
        selected: false,
        parent: file
    }));
    return file;
}

/** The results of a search in local files. It writes files that are not named `full`. */
class TestResults extends ReplacingResults {
    readonly replaced: string[] = [];

    override async replaceResult(node: SearchInWorkspaceFileNode): Promise<void> {
        if (node.fileUri.endsWith('full')) {
            throw new Error('The disk is full.');
        }
        this.replaced.push(`${node.id} ${node.children.map(({ character }) => character).join()}`);
    }

    protected override appendToResultTree({ fileUri }: { fileUri: string }): void {
        this.replaced.push(`back: ${fileUri}`);
    }

    protected override handleSearchCompleted(): void {
        // There is no view.
    }

    protected override async refreshModelChildren(): Promise<void> {
        // There is no view.
    }

    replaceRows(rows: readonly SearchInWorkspaceFileNode['children'][number][]): Promise<void> {
        const replacing = { text: '', opens: true, search: 0, searchTerm: 'a', options: {} };
        return this.replaceIn(rows, replacing);
    }
}

describe('replacing in local files', () => {
    it('replaces all chosen matches of a file at once, and says once why several failed', async () => {
        const files = ['a', 'full', 'b.full'].map(fileNamed);
        const said: string[] = [];
        const many = Object.assign(new ManyDocuments(), {
            messages: {
                showProgress: async () => ({ report: () => undefined, cancel: () => undefined }),
                error: async (sentence: string) => void said.push(sentence)
            }
        });
        const results: TestResults = Object.assign(Object.create(TestResults.prototype) as TestResults, {
            replaced: [],
            searches: 0,
            many,
            directory: { isCloudUri: () => false, nameAt: ({ path }: URI) => path.base },
            resultTree: new Map([[ROOT, { children: files }]])
        });
        const [first] = files;
        await results.replaceRows(files.flatMap(({ children }) => children.slice(0, 2)));
        expect(results.replaced.toSorted()).to.deep.equal(['a 1,2', `back: ${ROOT}/b.full`, `back: ${ROOT}/full`]);
        expect(first?.children.map(({ character }) => character)).to.deep.equal([1]);
        expect(said).to.deep.equal(['Could not replace in 2 documents. The first one is “full”: The disk is full\\.']);
    });
});
