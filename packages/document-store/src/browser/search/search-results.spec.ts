// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import type { SearchMatch } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { expect } from 'chai';
import { SearchResults } from './search-results';

disableBrowserGlobals();

/** The results of a search for `a⏎b` in closed files. */
class TestResults extends SearchResults {
    row(node: SearchInWorkspaceResultLineNode): string {
        return JSON.stringify(this.renderMatchLinePart(node));
    }

    async preview(...matches: readonly SearchMatch[]): Promise<string> {
        const file = { fileUri: 'file:///project/a.md', children: [...matches] };
        return (await this.createReplacePreview(file as unknown as SearchInWorkspaceFileNode)).query;
    }
}

describe('a row', () => {
    const row = (replaceTerm: string, searchTerm: string): string => {
        const results = Object.assign(Object.create(TestResults.prototype) as TestResults, {
            _replaceTerm: replaceTerm,
            _showReplaceButtons: true,
            searchTerm,
            searchOptions: { useRegExp: true }
        });
        const node = { line: 1, character: 1, length: 3, lineText: 'foo', matches: [] };
        return results.row(node as unknown as SearchInWorkspaceResultLineNode);
    };

    it('shows that a match is replaced, also by an empty group', () => {
        expect(row('-', 'foo')).to.include('replace-term');
        expect(row('$1', 'fo(x?)o')).to.include('replace-term');
        expect(row('-', 'fo')).not.to.include('replace-term');
    });
});

describe('the comparison with the text after a replacement', () => {
    it('replaces matches over several lines, also two that share a line', async () => {
        const results = Object.assign(Object.create(TestResults.prototype) as TestResults, {
            _replaceTerm: '-',
            searchTerm: 'a\nb',
            searchOptions: {},
            editorManager: { all: [] },
            directory: { knownDocumentId: () => undefined },
            addresses: { formerDocumentAt: () => undefined },
            resources: async () => ({ readContents: async () => 'xa\r\nb a\r\nb\r\nend', dispose: () => undefined })
        });
        const match = (line: number, character: number) => ({ line, character, length: 3, lineText: '' });
        expect(await results.preview(match(1, 2), match(2, 3))).to.equal('x- -\nend');
    });
});
