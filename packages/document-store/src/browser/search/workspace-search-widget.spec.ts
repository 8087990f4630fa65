// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { expect } from 'chai';
import { MOST_PATTERN_CHARACTERS } from './pattern-text';
import { WorkspaceSearchWidget } from './workspace-search-widget';

disableBrowserGlobals();

/** A view that has searched for `needle`, and found nothing. */
class TestWidget extends WorkspaceSearchWidget {
    override performSearch(): void {
        super.performSearch();
    }

    /** Returns the notice and the number of results, as they are in the view. */
    get says(): string[] {
        const notice = /"children":"([^"]*)"/.exec(JSON.stringify(this.renderNotification()))?.[1];
        return [notice ?? '', this.getSearchResultMessage() ?? ''];
    }
}

describe('the Search view with patterns that are too long', () => {
    const searched: string[] = [];
    const view = (include: string, problem?: string): TestWidget =>
        Object.assign(Object.create(TestWidget.prototype) as TestWidget, {
            searchTerm: 'needle',
            resultNumber: 0,
            searchInWorkspaceOptions: { include: [include], maxResults: 2000 },
            searchInWorkspacePreferences: {},
            matchCaseState: {},
            searches: { problem },
            session: undefined,
            workspaceService: { opened: true, tryGetRoots: () => [{}] },
            resultTreeWidget: { search: (text: string) => void searched.push(text) }
        });

    it('says that nothing was searched, and nothing else', () => {
        const widget = view('x'.repeat(MOST_PATTERN_CHARACTERS + 1), 'Of the search before.');
        widget.performSearch();
        expect(searched).to.deep.equal(['']);
        const [notice, results] = widget.says;
        expect(notice).to.not.contain('before');
        expect(results).to.match(/^Nothing was searched: /);
    });

    it('says what the search found otherwise', () => {
        expect(view('x').says[1]).to.match(/^No results found in/);
        expect(view('x', 'The expression is wrong.').says).to.deep.equal(['The expression is wrong.', '']);
    });
});
