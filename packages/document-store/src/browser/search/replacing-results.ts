// SPDX-License-Identifier: MIT

import { CloudError, unformatted } from '@sanyam/types';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { SelectableTreeNode } from '@theia/core/lib/browser/tree/tree-selection';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import type { ReplaceOperation, TextEditorDocument } from '@theia/editor/lib/browser/editor';
import {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode,
    SearchInWorkspaceRootFolderNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { CloudDocumentService } from '../cloud-document-service';
import { type FailureSentences, ManyDocuments } from '../cloud-view/many-documents';
import { readOnlyReason } from '../document-access';
import { LocalText } from '../local-text';
import { quoted } from '../quoted';
import { checkEncoding } from './check-encoding';
import { PresentMatches } from './editor-matches';
import {
    moveRows,
    replacementsOf,
    withoutRowsBelow,
    type FileReplacement,
    type ReplaceableNode
} from './file-replacement';
import { ReplacementText } from './replacement-text';
import { editorPatternProblem } from './search-failure';
import { SearchResults } from './search-results';

/** How a replacement is done. */
interface Replacing {
    readonly text: string;
    /** Whether the user sees the document: not if they replace in all. */
    readonly opens: boolean;
    /** The search whose results are replaced. The next one can begin meanwhile. */
    readonly search: number;
    readonly searchTerm: string;
    readonly options: SearchInWorkspaceOptions;
}

/**
 * Replaces the results in Theia's Search view. Theia opens and saves all documents at the same time, replaces whatever is
 * at the place of a match now, and says nothing when it fails.
 */
@injectable()
export class ReplacingResults extends SearchResults {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(LocalText)
    protected readonly localText: LocalText;

    /** The rows of matches that are replaced later, and of those that failed, while the user can still repeat it. */
    protected readonly waiting = new Set<SearchInWorkspaceResultLineNode>();

    /** The rows of matches that are replaced in their editors, also if the save failed. */
    protected readonly edited = new WeakSet<SearchInWorkspaceResultLineNode>();

    override async replace(node: TreeNode | undefined): Promise<void> {
        if (!this.isRefused()) {
            await this.replaceBelow(node);
        }
    }

    private async replaceBelow(node: TreeNode | undefined): Promise<void> {
        const nodes = node ? [node] : [...this.resultTree.values()];
        const isOfMany = node === undefined || SearchInWorkspaceRootFolderNode.is(node);
        const replacing = this.replacing(!isOfMany);
        if (isOfMany) {
            const counted = node ?? this.model.root;
            const [matches, files] = counted ? [this.getResultCount(counted), this.getFileCount(counted)] : [0, 0];
            if ((await this.confirmReplaceAll(matches, files, replacing.text)) !== true) {
                return;
            }
        }
        await this.replaceIn(nodes, replacing);
    }

    protected override doReplace(node: TreeNode, event: React.MouseEvent<HTMLElement>): void {
        event.stopPropagation();
        if (this.isRefused()) {
            return;
        }
        const selection = this.selectionService.selection as readonly SelectableTreeNode[];
        const chosen = withoutRowsBelow(SelectableTreeNode.isSelected(node) ? selection : [node]);
        if (chosen.some(SearchInWorkspaceRootFolderNode.is)) {
            chosen.forEach(each => void this.replaceBelow(each));
            return;
        }
        void this.replaceIn(chosen, this.replacing(true));
    }

    private replacing(opens: boolean): Replacing {
        const { _replaceTerm: text, searches: search, searchTerm, searchOptions: options } = this;
        return { text, opens, search, searchTerm, options };
    }

    /** Returns whether only the search on the disk knows the expression, and says so: to search again would find the same. */
    private isRefused(): boolean {
        const problem = this.searchOptions.useRegExp === true ? editorPatternProblem(this.searchTerm) : undefined;
        if (problem === undefined) {
            return false;
        }
        this.say(
            nls.localize(
                'sanyam/search/replacePattern',
                'Could not replace. The editor does not support this regular expression: {0}.',
                unformatted(problem)
            )
        );
        return true;
    }

    protected async replaceIn(nodes: readonly TreeNode[], replacing: Replacing): Promise<void> {
        const rows = nodes.flatMap((node): ReplaceableNode[] => {
            if (SearchInWorkspaceRootFolderNode.is(node)) {
                return node.children;
            }
            return SearchInWorkspaceFileNode.is(node) || SearchInWorkspaceResultLineNode.is(node) ? [node] : [];
        });
        const files = replacementsOf(rows);
        const taken = files.flatMap(({ matches }) => matches);
        taken.forEach(row => this.waiting.add(row));
        await this.replaceInFiles(files, replacing).finally(() => taken.forEach(row => this.waiting.delete(row)));
    }

    private async replaceInFiles(files: readonly FileReplacement[], replacing: Replacing): Promise<void> {
        if (files.length === 0) {
            return;
        }
        const nameOf = ({ fileUri }: FileReplacement): string => this.directory.nameAt(new URI(fileUri));
        const changed: string[] = [];
        this.takeAway(files);
        const { failed, canceled } = await this.many.run({
            items: files,
            nameOf,
            progress: nls.localize('sanyam/search/replacing', 'Replacing in {0} documents…', files.length),
            perform: async file => {
                if (!(await this.replaceInFile(file, replacing))) {
                    changed.push(nameOf(file));
                }
            }
        });
        this.putBack([...failed.map(({ item }) => item), ...canceled], replacing);
        this.sayChanged(changed);
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/search/replaceFailed', 'Could not replace in {0}', name),
            several: count =>
                nls.localize('sanyam/search/replaceFailedSeveral', 'Could not replace in {0} documents', count)
        };
        await this.many.showFailures(sentences, failed, nameOf, again => this.replaceInFiles(again, replacing));
    }

    /**
     * Replaces matches in a file, as far as it still has them: it can have changed since the search, and Theia would replace
     * whatever is at the place now.
     *
     * @returns whether all are replaced
     * @throws CloudError if a cloud document cannot be opened, if the editor is read-only, or if a save would lose
     *     characters that are not in the encoding of the editor
     * @throws FileOperationError if a local file cannot be read
     */
    private async replaceInFile(
        { fileUri, matches, isWhole }: FileReplacement,
        { text, opens, search, searchTerm, options }: Replacing
    ): Promise<boolean> {
        const [first] = matches;
        if (first === undefined) {
            return true;
        }
        const before = new Set(this.editorManager.all);
        const widget = opens ? await this.doOpen(first) : await this.doGetWidget(first);
        const { editor, saveable } = widget;
        try {
            if (editor.isReadonly !== false) {
                throw await this.readOnlyError(editor.uri);
            }
            await checkEncoding(editor, this.localText);
            const present = new PresentMatches(editor.document, searchTerm, options);
            const replacement = new ReplacementText(text, searchTerm, options);
            const left = matches.filter(match => !this.edited.has(match));
            const found = left.flatMap(match => {
                const at = present.find(match);
                return at === undefined ? [] : [{ match, range: at.range, text: replacement.for(at.groups) }];
            });
            if (found.length > 0) {
                const edit = editor.replaceText({ source: editor.document.getText(), replaceOperations: found });
                matches.forEach(row => this.waiting.delete(row));
                this.moveRowsOf(fileUri, found, editor.document, search === this.searches);
                await edit;
                found.forEach(({ match }) => this.edited.add(match));
            }
            if (found.length > 0 || left.length < matches.length) {
                await saveable.save?.();
            }
            // After a save that failed, what was put in can have matches of its own.
            const isFirst = left.length === matches.length;
            return found.length >= Math.max(isWhole && isFirst ? present.count : 0, left.length);
        } finally {
            if (saveable.dirty) {
                // The save was refused, and has said why. Its text needs the editor.
                await this.editorManager.open(editor.uri);
            } else if (!opens && !before.has(widget) && !widget.isAttached) {
                widget.dispose();
            }
        }
    }

    /** Returns why a document cannot be changed. */
    private async readOnlyError(uri: URI): Promise<CloudError> {
        const documentId = this.directory.knownDocumentId(uri);
        const document = documentId === undefined ? undefined : await this.documents.read(documentId);
        return new CloudError('DOCUMENT_READ_ONLY', document && readOnlyReason(document));
    }

    /** Matches behind a replaced one are elsewhere. @param isShown whether the view has the results of the same search */
    private moveRowsOf(
        fileUri: string,
        replaced: readonly ReplaceOperation[],
        document: TextEditorDocument,
        isShown: boolean
    ): void {
        const files = isShown ? [...this.resultTree.values()].flatMap(({ children }) => children) : [];
        const rows = [...files.flatMap(({ children }) => children), ...this.waiting];
        const moved = [...new Set(rows)].filter(row => row.fileUri === fileUri);
        moveRows(moved, replaced, line => (line <= document.lineCount ? document.getLineContent(line) : ''));
    }

    private takeAway(files: readonly FileReplacement[]): void {
        const rows = new Set(files.flatMap(({ matches }) => matches.map(({ id }) => id)));
        for (const [key, root] of this.resultTree) {
            for (const file of root.children) {
                file.children = file.children.filter(({ id }) => !rows.has(id));
            }
            root.children = root.children.filter(({ children }) => children.length > 0);
            if (root.children.length === 0) {
                this.resultTree.delete(key);
            }
        }
        void this.refreshModelChildren();
    }

    /** Shows what was not replaced again, unless the view has the results of another search, or of another user. */
    private putBack(files: readonly FileReplacement[], { search }: Replacing): void {
        if (search !== this.searches || files.length === 0) {
            return;
        }
        for (const { root, fileUri, matches } of files) {
            const left = matches.filter(match => !this.edited.has(match));
            if (left.length > 0) {
                this.appendToResultTree({ root, fileUri, matches: left });
            }
        }
        for (const file of [...this.resultTree.values()].flatMap(({ children }) => children)) {
            file.children.sort((a, b) => a.line - b.line || a.character - b.character);
        }
        this.handleSearchCompleted();
    }

    /** @param names of documents that have matches left */
    private sayChanged(names: readonly string[]): void {
        const [first, second] = names;
        if (first === undefined) {
            return;
        }
        this.say(
            second === undefined
                ? nls.localize(
                      'sanyam/search/notReplaced',
                      'Not all matches in {0} were replaced. It has changed since the search, or has more matches than the list. Search again to see what is left.',
                      quoted(first)
                  )
                : nls.localize(
                      'sanyam/search/notReplacedMany',
                      'Not all matches in {0} documents were replaced, among them {1}. They have changed since the search, or have more matches than the list. Search again to see what is left.',
                      names.length,
                      quoted(first)
                  )
        );
    }

    private say(sentence: string): void {
        this.messages.warn(sentence).catch((error: unknown) => console.error(error));
    }
}
