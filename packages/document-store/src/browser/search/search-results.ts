// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import { createTreeContainer } from '@theia/core/lib/browser/tree/tree-container';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { MEMORY_TEXT, ResourceProvider } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct, type interfaces } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { Range } from '@theia/core/shared/vscode-languageserver-protocol';
import {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode,
    SearchInWorkspaceResultTreeWidget,
    SearchInWorkspaceRootFolderNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { ManyDocuments } from '../cloud-view/many-documents';
import { CloudDirectory } from '../file-system/cloud-directory';
import { onDidChangeUser } from '../on-did-change-user';
import { quoted } from '../quoted';
import { isSearched } from './path-filter';
import { SearchedPaths } from './searched-paths';

/**
 * The results in Theia's Search view. Theia takes every URI for one of a file: it does not find the results of another
 * editor again, and shows the wrong part of a long line.
 */
@injectable()
export class SearchResults extends SearchInWorkspaceResultTreeWidget {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(SearchedPaths)
    protected readonly paths: SearchedPaths;

    @inject(ResourceProvider)
    protected readonly resources: ResourceProvider;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** There is none without a cloud. */
    @inject(ManyDocuments)
    @optional()
    protected readonly many: ManyDocuments | undefined;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @postConstruct()
    protected override init(): void {
        super.init();
        onDidChangeUser(this.session, () => this.removeCloudResults());
    }

    /** What a user found is not for the next user. */
    private removeCloudResults(): void {
        const files = [...this.resultTree.values()].flatMap(({ children }) => children);
        for (const file of files.filter(({ fileUri }) => this.directory.isCloudUri(new URI(fileUri)))) {
            this.removeNode(file);
        }
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

    protected override renderResultLineNode(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        return super.renderResultLineNode(shown(node));
    }

    protected override renderMatchLinePart(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        return super.renderMatchLinePart(shown(node));
    }

    protected override async createReplacePreview(node: SearchInWorkspaceFileNode): Promise<URI> {
        const uri = new URI(node.fileUri);
        if (!this.directory.isCloudUri(uri)) {
            return super.createReplacePreview(node);
        }
        const editor = this.editorManager.all.find(each => this.isSame(each.editor.uri, uri));
        const text = editor?.editor.document.getText() ?? (await this.textAt(uri));
        const lines = text.split('\n');
        // From the right, so that a replacement does not move those to the left of it.
        for (const { line, character, length } of node.children.toSorted((a, b) => b.character - a.character)) {
            const found = lines[line - 1] ?? '';
            lines[line - 1] = found.slice(0, character - 1) + this._replaceTerm + found.slice(character - 1 + length);
        }
        return uri.withScheme(MEMORY_TEXT).withQuery(lines.join('\n'));
    }

    protected override async replaceResult(node: TreeNode, replaceOne: boolean, replacement: string): Promise<void> {
        const isOfCloud = ({ fileUri }: { fileUri: string }): boolean => this.directory.isCloudUri(new URI(fileUri));
        if (SearchInWorkspaceRootFolderNode.is(node) && this.many && node.children.some(isOfCloud)) {
            await this.replaceInAll(this.many, node.children.filter(isOfCloud), replaceOne, replacement);
        } else if (
            (SearchInWorkspaceFileNode.is(node) || SearchInWorkspaceResultLineNode.is(node)) &&
            isOfCloud(node)
        ) {
            await this.replaceIn(node, replaceOne, replacement);
        } else {
            await super.replaceResult(node, replaceOne, replacement);
        }
    }

    /** Theia would open and save all documents at the same time. */
    private async replaceInAll(
        many: ManyDocuments,
        files: readonly SearchInWorkspaceFileNode[],
        replaceOne: boolean,
        replacement: string
    ): Promise<void> {
        const nameOf = ({ fileUri }: SearchInWorkspaceFileNode): string => this.directory.nameAt(new URI(fileUri));
        const { failed } = await many.run({
            items: files,
            nameOf,
            progress: nls.localize('sanyam/search/replacing', 'Replacing in {0} documents…', files.length),
            perform: file => this.replaceIn(file, replaceOne, replacement)
        });
        const operation = nls.localize('sanyam/search/replaceFailed', 'Could not replace in');
        await many.showFailures(operation, failed, nameOf, rest =>
            this.replaceInAll(many, rest, replaceOne, replacement)
        );
    }

    /**
     * Replaces matches in a cloud document. It replaces only what is still the text that was searched for: the document
     * can have changed since, here or elsewhere, and Theia would replace whatever is at the place now.
     */
    private async replaceIn(
        node: SearchInWorkspaceFileNode | SearchInWorkspaceResultLineNode,
        replaceOne: boolean,
        replacement: string
    ): Promise<void> {
        const matches = SearchInWorkspaceFileNode.is(node) ? node.children : [node];
        const [first] = matches;
        if (first === undefined) {
            return;
        }
        if (SearchInWorkspaceResultLineNode.is(node)) {
            this.updateRightResults(node);
        }
        const isOpen = this.editorManager.all.some(({ editor }) => this.isSame(editor.uri, new URI(first.fileUri)));
        const widget = replaceOne ? await this.doOpen(first) : await this.doGetWidget(first);
        const { editor, saveable } = widget;
        const operations = matches
            .map(match => ({ range: rangeOf(match), text: replacement }))
            .filter(({ range }) => isSameText(editor.document.getText(range), this.searchTerm, this.searchOptions));
        const expected = SearchInWorkspaceFileNode.is(node)
            ? this.findMatches(this.searchTerm, widget, { ...this.searchOptions, maxResults: Number.MAX_SAFE_INTEGER })
            : matches;
        const isWritable = editor.isReadonly === false;
        if (isWritable && operations.length > 0) {
            await editor.replaceText({ source: editor.document.getText(), replaceOperations: operations });
            await saveable.save?.();
        }
        if (!isWritable || operations.length < Math.max(expected.length, matches.length)) {
            this.sayRest(editor.uri);
        }
        if (saveable.dirty) {
            // The save was refused, and has said why. Its text needs the editor.
            await this.editorManager.open(editor.uri);
        } else if (!replaceOne && !isOpen) {
            widget.dispose();
        }
    }

    private sayRest(uri: URI): void {
        const sentence = nls.localize(
            'sanyam/search/notReplaced',
            'Not all matches in {0} were replaced. It has changed, has more matches than the list, or is read-only. Search again to see what is left.',
            quoted(this.directory.nameAt(uri))
        );
        this.messages.warn(sentence).catch((error: unknown) => console.error(error));
    }

    /** An editor has the address of its document in the tree, and a result of the cloud has the one by its id. */
    private isSame(one: URI, other: URI): boolean {
        const documentId = this.directory.knownDocumentId(one);
        return documentId === undefined ? one.isEqual(other) : documentId === this.directory.knownDocumentId(other);
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

/** Returns where a match is in its document. */
function rangeOf({ line, character, length }: SearchInWorkspaceResultLineNode): Range {
    return Range.create(line - 1, character - 1, line - 1, character - 1 + length);
}

function isSameText(text: string, searchTerm: string, { matchCase }: SearchInWorkspaceOptions): boolean {
    // Both sigmas of Greek have one capital.
    return matchCase === true ? text === searchTerm : text.toUpperCase() === searchTerm.toUpperCase();
}

/** Creates the widget with the services of a tree. */
export function createSearchResults(container: interfaces.Container): SearchResults {
    return createTreeContainer(container, {
        widget: SearchResults,
        props: {
            contextMenuPath: SearchInWorkspaceResultTreeWidget.Menus.BASE,
            multiSelect: true,
            globalSelection: true
        }
    }).get(SearchResults);
}
