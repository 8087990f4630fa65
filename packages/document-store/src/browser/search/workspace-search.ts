// SPDX-License-Identifier: MIT

import {
    CloudError,
    MAX_MATCHES_PER_DOCUMENT,
    searchTextProblem,
    type FoundDocument,
    unformatted
} from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import {
    SearchInWorkspaceService,
    type SearchInWorkspaceCallbacks
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-service';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { CloudEditors } from '../editor/cloud-editors';
import { CloudDirectory } from '../file-system/cloud-directory';
import { reasonOf } from '../reason-of';
import { CloudSearcher } from './cloud-searcher';
import { isSearched } from './path-filter';
import { editorPatternProblem, failureSentence } from './search-failure';
import { searchScopeOf, WHOLE_CLOUD, type SearchScope } from './search-scope';
import { toSearchResult } from './to-search-result';

/** The whole cloud: own documents and those of others. */
const CLOUD_ROOT = 'sanyam:///';

/** A search in the cloud, and the one in local folders that runs with it. */
interface CloudSearchRun {
    readonly abort: AbortController;
    localId?: number;
}

/**
 * The searches of Theia's Search view. Folders of the cloud are searched by the cloud, and other folders by Theia's
 * backend. Without a folder, all cloud documents are searched.
 */
@injectable()
export class WorkspaceSearch extends SearchInWorkspaceService {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudEditors)
    protected readonly cloudEditors: CloudEditors;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudSearcher)
    @optional()
    protected readonly searcher: CloudSearcher | undefined;

    /** Whether there are more matches than the last search answered, in a document of its results or in others. */
    get hasMore(): boolean {
        return this.isPart;
    }

    /** Why the last search did not search all. */
    get problem(): string | undefined {
        return this.failure;
    }

    private isPart = false;
    private failure: string | undefined;
    /** Counts the searches: one that ends late says nothing about the next one. */
    private begun = 0;
    private readonly runs = new Map<number, CloudSearchRun>();
    /** Theia's ids are positive. */
    private nextId = -2;

    override async search(
        text: string,
        callbacks: SearchInWorkspaceCallbacks,
        options: SearchInWorkspaceOptions = {}
    ): Promise<number> {
        this.isPart = false;
        const unsearched = options.useRegExp === true ? this.openUnsearched(text) : undefined;
        this.failure = unsearched;
        const search = ++this.begun;
        const noting: SearchInWorkspaceCallbacks = {
            onResult: (id, result) => callbacks.onResult(id, result),
            onDone: (id, error) => {
                if (search === this.begun) {
                    this.failure = error === undefined ? unsearched : failureSentence(error);
                }
                callbacks.onDone(id, error);
            }
        };
        const corrected = this.withoutOtherEditors(options);
        if (!this.workspaceService.opened && (await this.searcher?.hasUser()) === true) {
            return this.doSearch(text, [CLOUD_ROOT], noting, corrected);
        }
        return super.search(text, noting, corrected);
    }

    /** Open files are searched by their editors, which know other regular expressions than the search on the disk. */
    private openUnsearched(pattern: string): string | undefined {
        const problem = this.editors.all.length > 0 ? editorPatternProblem(pattern) : undefined;
        return problem === undefined
            ? undefined
            : nls.localize(
                  'sanyam/search/openUnsearched',
                  'Open files are not searched. The editor does not support this regular expression: {0}.',
                  problem
              );
    }

    override cancel(searchId: number): void {
        const run = this.runs.get(searchId);
        if (run === undefined) {
            super.cancel(searchId);
            return;
        }
        this.runs.delete(searchId);
        run.abort.abort();
        if (run.localId !== undefined) {
            super.cancel(run.localId);
        }
    }

    protected override async doSearch(
        text: string,
        rootUris: string[],
        callbacks: SearchInWorkspaceCallbacks,
        options: SearchInWorkspaceOptions = {}
    ): Promise<number> {
        const isCloud = (root: string): boolean => this.directory.isCloudUri(new URI(root));
        const { searcher } = this;
        if (searcher === undefined || !rootUris.some(isCloud)) {
            return super.doSearch(text, rootUris, callbacks, options);
        }
        const id = this.nextId--;
        const run: CloudSearchRun = { abort: new AbortController() };
        this.runs.set(id, run);
        const localRoots = rootUris.filter(root => !isCloud(root));
        let running = localRoots.length === 0 ? 1 : 2;
        let firstError: string | undefined;
        const end = (error?: string): void => {
            firstError ??= error;
            if (--running === 0 && this.runs.delete(id)) {
                callbacks.onDone(id, firstError);
            }
        };
        if (localRoots.length > 0) {
            const local = {
                onResult: (_id: number, result: Parameters<typeof callbacks.onResult>[1]) =>
                    callbacks.onResult(id, result),
                onDone: (_id: number, error?: string) => end(error)
            };
            run.localId = await super.doSearch(text, localRoots, local, options);
        }
        // The caller knows the id only after this call.
        setTimeout(() => {
            const search = this.searchCloud(searcher, text, rootUris.filter(isCloud), options, run.abort.signal, {
                found: (found, root) =>
                    callbacks.onResult(id, toSearchResult(found, root, this.directory.permanentUri(found.document)))
            });
            void search.then(
                () => end(),
                (error: unknown) => {
                    this.report(error, run.abort.signal);
                    // The view says it, too: nothing was found because nothing was searched.
                    end(options.useRegExp === true ? reasonOf(error) : undefined);
                }
            );
        });
        return id;
    }

    private async searchCloud(
        searcher: CloudSearcher,
        text: string,
        roots: readonly string[],
        options: SearchInWorkspaceOptions,
        signal: AbortSignal,
        listener: { found(found: FoundDocument, root: string): void }
    ): Promise<void> {
        const problem = options.useRegExp === true ? noPatterns() : searchTextProblem(text);
        if (problem !== undefined) {
            throw new CloudError('VALIDATION_ERROR', problem);
        }
        let left = options.maxResults ?? Infinity;
        for (const root of roots) {
            const scope = this.workspaceService.opened
                ? searchScopeOf(this.directory.locate(new URI(root)))
                : WHOLE_CLOUD;
            const pages = searcher.pages(
                {
                    query: text,
                    ...scope.query,
                    match_case: options.matchCase ?? false,
                    whole_word: options.matchWholeWord ?? false,
                    matches_per_document: Math.min(Math.max(left, 1), MAX_MATCHES_PER_DOCUMENT),
                    page_size: 100
                },
                signal
            );
            for await (const items of pages) {
                for (const found of items.filter(each => this.isWanted(each, scope, options))) {
                    if (left <= 0) {
                        this.isPart = true;
                        return;
                    }
                    this.isPart ||= found.has_more_matches;
                    listener.found(found, root);
                    left -= found.matches.length;
                }
            }
        }
    }

    /** Open documents are searched in their editors, because these can have unsaved text. */
    private isWanted(
        { document, matches }: FoundDocument,
        scope: SearchScope,
        options: SearchInWorkspaceOptions
    ): boolean {
        const path = scope.pathOf(document);
        return (
            path !== undefined &&
            matches.length > 0 &&
            this.cloudEditors.of(document.id).length === 0 &&
            isSearched({ path }, options)
        );
    }

    private report(error: unknown, signal: AbortSignal): void {
        if (signal.aborted) {
            return;
        }
        const operation = nls.localize('sanyam/search/failed', 'Could not search your cloud documents.');
        void this.messages.warn(`${operation} ${unformatted(reasonOf(error))}`);
    }

    /**
     * Theia searches open editors itself, and excludes their paths from the search in the workspace. The path of a cloud
     * document or an untitled one is a name alone, and would exclude every local file with that name.
     */
    private withoutOtherEditors(options: SearchInWorkspaceOptions): SearchInWorkspaceOptions {
        const { exclude = [] } = options;
        const uris = this.editors.all.map(({ editor }) => editor.uri);
        const start = exclude.length - uris.length;
        if (start < 0 || uris.some((uri, index) => uri.path.toString() !== exclude[start + index])) {
            return options;
        }
        const local = uris.filter(uri => uri.scheme === 'file').map(uri => uri.path.toString());
        return { ...options, exclude: [...exclude.slice(0, start), ...local] };
    }
}

function noPatterns(): string {
    return nls.localize(
        'sanyam/search/noPatterns',
        'Cloud documents cannot be searched by a regular expression. Turn “Use Regular Expression” off.'
    );
}
