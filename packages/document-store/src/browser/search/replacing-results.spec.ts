// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import URI from '@theia/core/lib/common/uri';
import type * as React from '@theia/core/shared/react';
import { Range } from '@theia/core/shared/vscode-languageserver-protocol';
import type { ReplaceTextParams } from '@theia/editor/lib/browser/editor';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import type {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import type { SearchMatch } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { expect } from 'chai';
import { ManyDocuments } from '../cloud-view/many-documents';
import { UndecodableText } from '../local-text';
import { fileWith } from '../test/search-rows';
import { ReplacingResults } from './replacing-results';

disableBrowserGlobals();

const ROOT = 'file:///project';

/** A file with a match in each of its first three columns. */
function fileNamed(name: string): SearchInWorkspaceFileNode {
    return fileWith(ROOT, name, 1, 2, 3);
}

/** The results of a search in local files. It changes files that are not named `full`. */
class TestResults extends ReplacingResults {
    readonly replaced: string[] = [];
    /** The texts of the editors that were changed. Keys are the names of the files. */
    readonly texts = new Map<string, string>();
    readonly saved: string[] = [];
    isFull = false;
    private opened: EditorWidget | undefined;

    protected override appendToResultTree({ fileUri }: { fileUri: string }): void {
        this.replaced.push(`back: ${fileUri}`);
    }

    protected override handleSearchCompleted(): void {
        // There is no view.
    }

    protected override async refreshModelChildren(): Promise<void> {
        // There is no view.
    }

    /** Opens a file before it is replaced in. */
    async openBefore(name: string): Promise<void> {
        const widget = await this.doOpen({ fileUri: `${ROOT}/${name}` });
        this.opened = widget;
        this.editorManager.all.push(widget);
    }

    protected override async doOpen({ fileUri }: { fileUri: string }): Promise<EditorWidget> {
        if (this.opened !== undefined) {
            return this.opened;
        }
        const name = new URI(fileUri).path.base;
        const text = () =>
            this.texts.get(name) ??
            (name === 'other' ? 'b\naab' : /latin1|unknown|damaged/.test(name) ? 'aaab\ufffd' : 'aaab');
        const document = {
            findMatches: () =>
                [...text().matchAll(/a/g)].map(({ index }) => {
                    const line = text().startsWith('b') ? 2 : 1;
                    const character = line === 2 ? index - 1 : index + 1;
                    return { matches: ['a'], range: Range.create(line, character, line, character + 1) };
                }),
            getText: ({ start, end }: Range = Range.create(0, 0, 0, 9)) =>
                (text().split('\n')[start.line] ?? '').slice(start.character, end.character),
            getLineContent: (line: number) => text().split('\n')[line - 1] ?? ''
        };
        const editor = {
            uri: new URI(fileUri),
            document,
            isReadonly: false,
            getEncoding: () => 'utf8',
            replaceText: async ({ replaceOperations }: ReplaceTextParams) => {
                if (name.endsWith('full')) {
                    throw new Error('The disk is full.');
                }
                const edits = replaceOperations.map(({ range, text: by }) => `${range.start.character + 1}=${by}`);
                for (const { range, text: by } of replaceOperations.toReversed()) {
                    const { start, end } = range;
                    this.texts.set(name, text().slice(0, start.character) + by + text().slice(end.character));
                }
                this.replaced.push(`${name} ${edits.join()}`);
                return true;
            }
        };
        const save = async (): Promise<void> => {
            if (this.isFull) {
                throw new Error('The disk is full.');
            }
            this.saved.push(`${name}: ${text()}`);
        };
        return { editor, saveable: { dirty: false, save } } as unknown as EditorWidget;
    }

    replaceRows(
        rows: readonly (SearchInWorkspaceFileNode | SearchInWorkspaceResultLineNode)[],
        text = '-'
    ): Promise<void> {
        const replacing = { text, opens: true, search: 0, searchTerm: 'a', options: { useRegExp: true } };
        return this.replaceIn(rows, replacing);
    }

    /** Clicks the button of a row. */
    clickReplace(node: TreeNode): void {
        this.doReplace(node, { stopPropagation: () => undefined } as React.MouseEvent<HTMLElement>);
    }

    /** Returns the row of a match that comes back. */
    rowBackIn(file: SearchInWorkspaceFileNode, match: SearchMatch): SearchInWorkspaceResultLineNode {
        return this.createResultLineNode({ root: ROOT, fileUri: file.fileUri, matches: [match] }, match, file);
    }
}

/** @param repeat what the user does about the failure of one file */
function resultsOf(
    files: readonly SearchInWorkspaceFileNode[],
    said: string[],
    repeat?: (retry: () => Promise<unknown>) => Promise<unknown>
): TestResults {
    const tell = async (sentence: string): Promise<void> => void said.push(sentence);
    const many = Object.assign(new ManyDocuments(), {
        messages: { showProgress: async () => ({ report: () => undefined, cancel: () => undefined }), error: tell },
        errors: {
            show: async (operation: string, error: Error, retry: () => Promise<unknown>) => {
                await tell(`${operation}. ${error.message}`);
                await repeat?.(retry);
            }
        }
    });
    return Object.assign(Object.create(TestResults.prototype) as TestResults, {
        replaced: [],
        texts: new Map(),
        saved: [],
        waiting: new Set(),
        edited: new WeakSet(),
        searches: 0,
        many,
        messages: { warn: tell },
        localText: {
            read: async ({ path }: URI): Promise<string> => {
                if (path.base.includes('damaged')) {
                    throw new UndecodableText('UTF-8', { kind: 'damaged', line: 1 });
                }
                if (path.base === 'latin1') {
                    throw new UndecodableText('UTF-8', { kind: 'encoding', suggestion: 'iso88591' });
                }
                return 'aaab\ufffd';
            }
        },
        editorManager: { all: [] },
        directory: { isCloudUri: () => false, nameAt: ({ path }: URI) => path.base },
        resultTree: new Map([[ROOT, { children: [...files] }]])
    });
}

describe('replacing in local files', () => {
    it('replaces all chosen matches of a file at once, and says once why several failed', async () => {
        const files = ['a', 'full', 'b.full'].map(fileNamed);
        const said: string[] = [];
        const results = resultsOf(files, said);
        const [first] = files;
        await results.replaceRows(files.flatMap(({ children }) => children.slice(0, 2)));
        expect(results.replaced.toSorted()).to.deep.equal(['a 1=-,2=-', `back: ${ROOT}/b.full`, `back: ${ROOT}/full`]);
        expect(first?.children.map(({ character }) => character)).to.deep.equal([3]);
        expect(said).to.deep.equal(['Could not replace in 2 documents. The first one is “full”: The disk is full\\.']);
    });

    it('leaves a file as it is whose lines are not those of the search, and says so', async () => {
        const files = [fileNamed('other')];
        const said: string[] = [];
        const results = resultsOf(files, said);
        await results.replaceRows(files.flatMap(({ children }) => children));
        expect(results.replaced).to.deep.equal([]);
        expect(said).to.have.lengthOf(1);
        expect(said[0]).to.match(/^Not all matches in “other” were replaced\./);
    });

    it('leaves a file as it is that would be saved without its letters, because it has another encoding', async () => {
        for (const isOpen of [false, true]) {
            const files = [fileNamed('latin1')];
            const said: string[] = [];
            const results = resultsOf(files, said);
            if (isOpen) {
                await results.openBefore('latin1');
            }
            await results.replaceRows(files.flatMap(({ children }) => children));
            expect(results.replaced, `open: ${isOpen}`).to.deep.equal([`back: ${ROOT}/latin1`]);
            expect(said).to.have.lengthOf(1);
            expect(said[0]).to.match(/^Could not replace in “latin1”\. It is not .* Open it with its encoding, then/);
        }
    });

    it('leaves a damaged file as it is, and advises no encoding', async () => {
        const files = [fileNamed('damaged')];
        const said: string[] = [];
        await resultsOf(files, said).replaceRows(files.flatMap(({ children }) => children));
        expect(said).to.have.lengthOf(1);
        expect(said[0]).to.match(/would be lost\.$/);
    });

    it('replaces in a file that has a replacement character itself', async () => {
        const files = [fileNamed('unknown')];
        const said: string[] = [];
        const results = resultsOf(files, said);
        await results.replaceRows(files.flatMap(({ children }) => children));
        expect([results.replaced, said]).to.deep.equal([['unknown 1=-,2=-,3=-'], []]);
    });

    it('says that the editor does not know a regular expression, and takes no row away', async () => {
        const files = [fileNamed('a')];
        const said: string[] = [];
        const results = resultsOf(files, said);
        const questions: unknown[] = [];
        Object.assign(results, {
            _replaceTerm: '-',
            searchTerm: '[[:alpha:]]',
            searchOptions: { useRegExp: true },
            selectionService: { selection: [] },
            confirmReplaceAll: async (...question: unknown[]) => questions.push(question)
        });
        await results.replace(undefined);
        files.forEach(file => results.clickReplace(file));
        expect(questions).to.deep.equal([]);
        expect(results.replaced).to.deep.equal([]);
        expect(files[0]?.children).to.have.lengthOf(3);
        expect(said).to.have.lengthOf(2);
        for (const sentence of said) {
            expect(sentence).to.match(/^Could not replace\. The editor does not support this regular expression: /);
        }
    });

    it('replaces by the groups of a regular expression', async () => {
        const files = [fileNamed('a')];
        const results = resultsOf(files, []);
        await results.replaceRows(
            files.flatMap(({ children }) => children.slice(0, 1)),
            String.raw`[\u$&]$$`
        );
        expect(results.replaced).to.deep.equal(['a 1=[A]$']);
    });

    it('replaces a match that another one before it has moved meanwhile', async () => {
        const files = [fileNamed('a')];
        const said: string[] = [];
        const results = resultsOf(files, said);
        const [first, , third] = files[0]?.children ?? [];
        await Promise.all([first, third].map(row => results.replaceRows(row ? [row] : [], '--')));
        expect([results.saved.at(-1), said]).to.deep.equal(['a: --a--b', []]);
        expect(files[0]?.children.map(({ character }) => character)).to.deep.equal([3]);
    });

    it('saves what a save that failed has left in the editor, when the user repeats it', async () => {
        const files = [fileNamed('a')];
        const said: string[] = [];
        const results = resultsOf(files, said, async retry => {
            results.isFull = false;
            await retry();
        });
        results.isFull = true;
        await results.replaceRows(files, 'aa');
        expect(said).to.deep.equal(['Could not replace in “a”. The disk is full.']);
        expect([results.replaced, results.saved]).to.deep.equal([['a 1=aa,2=aa,3=aa'], ['a: aaaaaab']]);
    });

    it('brings the same rows back, of which it knows whether they were replaced', () => {
        const [file, other] = [fileNamed('a'), fileNamed('a')];
        const [row] = file.children;
        const back = row && resultsOf([file], []).rowBackIn(other, row);
        expect(back).to.equal(row);
        expect(back?.parent).to.equal(other);
    });
});
