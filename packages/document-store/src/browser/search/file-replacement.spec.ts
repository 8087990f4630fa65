// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Range } from '@theia/core/shared/vscode-languageserver-protocol';
import type { ReplaceOperation } from '@theia/editor/lib/browser/editor';
import type {
    SearchInWorkspaceFileNode,
    SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import { expect } from 'chai';
import { fileWith } from '../test/search-rows';
import { moveRows, replacementsOf, withoutRowsBelow } from './file-replacement';

disableBrowserGlobals();

const ROOT = 'file:///project';

function fileNamed(name: string, ...columns: readonly number[]): SearchInWorkspaceFileNode {
    return fileWith(ROOT, name, ...columns);
}

/** Returns what replaces a match by a text. */
function by(text: string): (match: SearchInWorkspaceResultLineNode) => ReplaceOperation {
    return ({ line, character, length }) => ({
        range: Range.create(line - 1, character - 1, line - 1, character - 1 + length),
        text
    });
}

describe('the rows of the Search view that are replaced', () => {
    it('are each replaced once, if a file and its matches are selected together', () => {
        const [file, other] = [fileNamed('a.md', 1, 5), fileNamed('b.md', 1, 5)];
        const [first, second] = other.children;
        const rows = withoutRowsBelow([file, ...file.children, ...(first ? [first] : [])]);
        expect(rows.map(({ id }) => id)).to.deep.equal(['a.md', 'b.md-1']);
        expect(withoutRowsBelow(second ? [second] : [])).to.deep.equal([second]);
    });

    it('are replaced together in each document', () => {
        const [one, other] = [fileNamed('a.md', 1, 5, 9), fileNamed('b.md', 1)];
        const [first, , third] = one.children;
        const rows = [...(first ? [first] : []), other, ...(third ? [third] : [])];
        expect(
            replacementsOf(rows).map(({ root, fileUri, matches, isWhole }) => [
                root,
                fileUri,
                matches.map(({ character }) => character),
                isWhole
            ])
        ).to.deep.equal([
            [ROOT, `${ROOT}/a.md`, [1, 9], false],
            [ROOT, `${ROOT}/b.md`, [1], true]
        ]);
    });

    it('move as far as all chosen matches before them change the line', () => {
        for (const [chosen, textLength, expected] of [
            [[0, 1], 0, [1, 2]],
            [[1, 0], 0, [1, 2]],
            [[0, 2], 3, [4, 8]],
            [[0, 1], 3, [7, 8]],
            [[3], 0, [1, 2, 3]]
        ] as const) {
            const { children } = fileNamed('aaaa.md', 1, 2, 3, 4);
            const isChosen = (index: number): boolean => (chosen as readonly number[]).includes(index);
            const left = children.filter((_, index) => !isChosen(index));
            const replaced = chosen.flatMap(index => children[index] ?? []);
            const text = '-'.repeat(textLength);
            moveRows(left, replaced.map(by(text)), () => '');
            expect(left.map(({ character }) => character)).to.deep.equal(expected);
        }
        const [first, second] = fileNamed('a.md', 1, 5).children;
        const rows = second ? [{ ...second, line: 2 }] : [];
        moveRows(rows, first ? [by('123456789')(first)] : [], () => '');
        expect(rows.map(({ character }) => character)).to.deep.equal([5]);
    });

    it('show their line as it is after the others of it were replaced', () => {
        const { children } = fileNamed('a.md', 1, 3, 5);
        children.forEach(row => (row.lineText = 'a a a'));
        const [first, second, third] = children;
        const replaced = [...(first ? [by('one')(first)] : []), ...(third ? [by('three')(third)] : [])];
        moveRows(second ? [second] : [], replaced, () => 'one a three');
        expect([second?.character, second?.lineText]).to.deep.equal([5, 'one a three']);
    });

    it('are in other lines after a line break was put in, or taken away', () => {
        const text = ['a, a', 'a', 'b', 'b a', 'a'];
        const row = (line: number, character: number): SearchInWorkspaceResultLineNode[] =>
            fileNamed('a.md', character).children.map(each => ({ ...each, line, lineText: text[line - 1] ?? '' }));
        const rows = [...row(1, 4), ...row(2, 1), ...row(4, 3), ...row(5, 1)];
        const replaced: readonly ReplaceOperation[] = [
            { range: Range.create(0, 0, 0, 1), text: 'x\nyy' },
            { range: Range.create(2, 0, 3, 1), text: 'c' }
        ];
        const after = ['x', 'yy, a', 'a', 'c a', 'a'];
        moveRows(rows, replaced, line => after[line - 1] ?? '');
        expect(rows.map(({ line, character, lineText }) => [line, character, lineText])).to.deep.equal([
            [2, 5, 'yy, a'],
            [3, 1, 'a'],
            [4, 3, 'c a'],
            [5, 1, 'a']
        ]);
    });
});
