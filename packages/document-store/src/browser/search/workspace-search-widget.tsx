// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { flushSync } from '@theia/core/shared/react-dom';
import { SearchInWorkspaceWidget } from '@theia/search-in-workspace/lib/browser/search-in-workspace-widget';
import { arePatternsTooLong, MOST_PATTERN_CHARACTERS, splitPatterns } from './pattern-text';
import { WorkspaceSearch } from './workspace-search';

/** Theia's Search view. It says what is searched while no folder is open, and whether there are more matches. */
@injectable()
export class WorkspaceSearchWidget extends SearchInWorkspaceWidget {
    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(WorkspaceSearch)
    protected readonly searches: WorkspaceSearch;

    @postConstruct()
    protected override init(): void {
        super.init();
        this.node.addEventListener('input', ({ target }) => tellText(target));
    }

    /** Empties all fields with what was in them before. It is not for the next user. */
    forget(): void {
        this.clear();
        const none = { history: [], index: 0 };
        const emptied = {
            ...this.storeState(),
            searchHistoryState: none,
            replaceHistoryState: none,
            includeHistoryState: none,
            excludeHistoryState: none
        };
        // At once, so that Theia does not store what was there.
        flushSync(() => this.restoreState(emptied));
    }

    /** A comma within braces is a part of the pattern, as in VS Code: `*.{md,txt}`. An empty pattern would match all files. */
    protected override splitOnComma(patterns: string): string[] {
        return splitPatterns(patterns);
    }

    /** Whether the patterns are longer than the backend can give to its program, which would find nothing then. */
    private get hasLongPatterns(): boolean {
        const { include = [], exclude = [] } = this.searchInWorkspaceOptions;
        return arePatternsTooLong([...include, ...exclude]);
    }

    protected override performSearch(): void {
        if (this.hasLongPatterns) {
            void this.resultTreeWidget.search('', this.searchInWorkspaceOptions);
        } else {
            super.performSearch();
        }
    }

    /** Nothing is found where nothing was searched. */
    protected override getSearchResultMessage(): string | undefined {
        if (this.hasLongPatterns && this.searchTerm !== '') {
            // Not as a notice, which Theia hides while the user is in the field of the patterns.
            return nls.localize(
                'sanyam/search/longPatterns',
                'Nothing was searched: the files to include and to exclude have more than {0} characters. Enter fewer or shorter patterns.',
                MOST_PATTERN_CHARACTERS
            );
        }
        return this.resultNumber === 0 && this.searches.problem !== undefined
            ? undefined
            : super.getSearchResultMessage();
    }

    protected override renderNotification(): React.ReactNode {
        // The last search's problem says nothing about this one, which did not start.
        const problem = this.hasLongPatterns ? undefined : this.searches.problem;
        if (problem !== undefined && this.searchTerm !== '') {
            return notice(problem);
        }
        const isOfCloud = this.session?.user !== undefined && !this.workspaceService.opened;
        const isFull = this.resultNumber >= (this.searchInWorkspaceOptions.maxResults ?? Infinity);
        if (this.resultNumber > 0 && (this.searches.hasMore || (isOfCloud && isFull))) {
            return notice(
                nls.localize('sanyam/search/part', 'These are not all matches. Enter more of the text to see the rest.')
            );
        }
        return isOfCloud
            ? notice(nls.localize('sanyam/search/noFolder', 'No folder is open. This searches your cloud documents.'))
            : super.renderNotification();
    }
}

/**
 * Theia takes the text of a field when a key is released. Text also comes without a key: pasted with the mouse, dropped,
 * or written by an input method. The release of Shift tells Theia, and means nothing else.
 */
function tellText(field: EventTarget | null): void {
    field?.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, code: 'ShiftLeft', key: 'Shift' }));
}

function notice(sentence: string): React.ReactNode {
    return (
        <div className="search-notification show">
            <div>{sentence}</div>
        </div>
    );
}
