// SPDX-License-Identifier: MIT

import { AuthSession, onDidChangeUser } from '@sanyam/types';
import { MEMORY_TEXT, ResourceProvider } from '@theia/core/lib/common/resource';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import {
    SearchInWorkspaceResultTreeWidget,
    SearchInWorkspaceResultLineNode,
    type SearchInWorkspaceFileNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import type {
    SearchInWorkspaceOptions,
    SearchInWorkspaceResult,
    SearchMatch
} from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { CloudDirectory } from '../file-system/cloud-directory';
import { OpenAddresses } from '../file-system/open-addresses';
import { matchesIn } from './editor-matches';
import { isSearched } from './path-filter';
import { ReplacementText } from './replacement-text';
import { SearchedPaths } from './searched-paths';

const ZERO_WIDTH_SPACE = '\u200b';

/**
 * The results in Theia's Search view. Theia takes every URI for one of a file: it does not find the results of another
 * editor again, and shows the wrong part of a long line.
 */
@injectable()
export class SearchResults extends SearchInWorkspaceResultTreeWidget {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(OpenAddresses)
    protected readonly addresses: OpenAddresses;

    @inject(SearchedPaths)
    protected readonly paths: SearchedPaths;

    @inject(ResourceProvider)
    protected readonly resources: ResourceProvider;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Counts the searches, and the users: what was begun with the results of one does not change those of the next. */
    protected searches = 0;

    @postConstruct()
    protected override init(): void {
        super.init();
        onDidChangeUser(this.session, () => {
            this.searches++;
            // Its answer can still be on its way.
            this.cancelIndicator?.cancel();
            this.removeCloudResults();
        });
    }

    /** What a user found is not for the next user. */
    private removeCloudResults(): void {
        const files = [...this.resultTree.values()].flatMap(({ children }) => children);
        for (const file of files.filter(({ fileUri }) => this.directory.isCloudUri(new URI(fileUri)))) {
            this.removeNode(file);
        }
    }

    /** Theia asks about a replacement by nothing as about any other: the question does not say that text is deleted. */
    protected override buildReplaceAllConfirmationMessage(
        occurrences: number,
        fileCount: number,
        replaceValue: string
    ): string {
        return replaceValue === ''
            ? nls.localize(
                  'sanyam/search/deleteAll',
                  'The replacement is empty, so all matches ({0}) are deleted. Continue?',
                  occurrences
              )
            : super.buildReplaceAllConfirmationMessage(occurrences, fileCount, replaceValue);
    }

    /** Theia compares the patterns with the encoded URI, and for it a folder's name does not mean what is below. */
    protected override shouldApplySearch(
        { editor }: EditorWidget,
        { include, exclude, includeIgnored }: SearchInWorkspaceOptions
    ): boolean {
        return isSearched(this.paths.of(editor.uri), {
            include: include ?? [],
            exclude: this.getExcludeGlobs(exclude, includeIgnored !== true)
        });
    }

    protected override getFileNodesByUri(uri: URI): SearchInWorkspaceFileNode[] {
        if (!this.directory.isCloudUri(uri)) {
            return super.getFileNodesByUri(uri);
        }
        return [...this.resultTree.values()].flatMap(root =>
            root.children.filter(file => this.isSame(new URI(file.fileUri), uri))
        );
    }

    override async search(searchTerm: string, options: SearchInWorkspaceOptions): Promise<void> {
        this.searches++;
        await super.search(searchTerm, options);
    }

    protected override findMatches(
        searchTerm: string,
        { editor }: EditorWidget,
        options: SearchInWorkspaceOptions
    ): SearchMatch[] {
        return matchesIn(editor.document, searchTerm, options).map(({ match }) => match);
    }

    /** A row that comes back is the same one: whoever knows it by itself or by its id knows its match. */
    protected override createResultLineNode(
        result: SearchInWorkspaceResult,
        match: SearchMatch,
        fileNode: SearchInWorkspaceFileNode
    ): SearchInWorkspaceResultLineNode {
        return SearchInWorkspaceResultLineNode.is(match)
            ? Object.assign(match, { parent: fileNode, selected: false })
            : super.createResultLineNode(result, match, fileNode);
    }

    protected override renderResultLineNode(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        return super.renderResultLineNode(shown(node));
    }

    protected override renderMatchLinePart(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        const row = shown(node);
        const line = typeof row.lineText === 'string' ? row.lineText : row.lineText.text;
        const entered = this._replaceTerm;
        if (this.isReplacing) {
            // Theia would show the entered pattern itself, and would show it also at matches that are not replaced.
            const text = this.replacement.inLine(line, row.character - 1, row.length);
            // Theia shows a row with an empty text as one that is not replaced.
            this._replaceTerm = text === '' ? ZERO_WIDTH_SPACE : (text ?? '');
        }
        try {
            return super.renderMatchLinePart(row);
        } finally {
            this._replaceTerm = entered;
        }
    }

    protected override async createReplacePreview(node: SearchInWorkspaceFileNode): Promise<URI> {
        const uri = new URI(node.fileUri);
        const editor = this.editorManager.all.find(each => this.isSame(each.editor.uri, uri));
        const text = editor?.editor.document.getText() ?? (await this.textAt(uri));
        return uri.withScheme(MEMORY_TEXT).withQuery(this.replacement.inText(text, node.children));
    }

    /** What replaces the matches of the present search. */
    protected get replacement(): ReplacementText {
        return new ReplacementText(this._replaceTerm, this.searchTerm, this.searchOptions);
    }

    /** An editor has the address of its document in the tree, and a result of the cloud has the one by its id. */
    private isSame(one: URI, other: URI): boolean {
        const documentId = this.documentAt(one);
        return documentId === undefined ? one.isEqual(other) : documentId === this.documentAt(other);
    }

    /** The result of an editor has the address that the editor had then. */
    private documentAt(uri: URI): string | undefined {
        return this.directory.knownDocumentId(uri) ?? this.addresses.formerDocumentAt(uri);
    }

    private async textAt(uri: URI): Promise<string> {
        const resource = await this.resources(uri);
        try {
            return await resource.readContents();
        } finally {
            resource.dispose();
        }
    }
}

/** Returns a node as it is shown: at the place in the part of the line, if that is only a part. */
function shown(node: SearchInWorkspaceResultLineNode): SearchInWorkspaceResultLineNode {
    return typeof node.lineText === 'string' ? node : { ...node, character: node.lineText.character };
}
