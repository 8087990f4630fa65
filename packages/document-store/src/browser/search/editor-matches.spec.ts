// SPDX-License-Identifier: MIT

import type { FindMatchesOptions } from '@theia/editor/lib/browser/editor';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { expect } from 'chai';
import { matchesIn, PresentMatches } from './editor-matches';

type SearchedDocument = ConstructorParameters<typeof PresentMatches>[0];

/** A text that finds as Monaco does, but minds neither words nor the end of lines. */
function documentWith(text: string): SearchedDocument {
    const lines = text.split('\n');
    return {
        findMatches: ({ searchString, isRegex, matchCase, limitResultCount = Infinity }: FindMatchesOptions) =>
            lines
                .flatMap((line, index) => {
                    const source = isRegex ? searchString : searchString.replaceAll(/\W/g, '\\$&');
                    return [...line.matchAll(new RegExp(source, matchCase ? 'g' : 'gi'))].map(match => ({
                        matches: [match[0]],
                        range: {
                            start: { line: index + 1, character: match.index + 1 },
                            end: { line: index + 1, character: match.index + match[0].length + 1 }
                        }
                    }));
                })
                .slice(0, limitResultCount),
        getText: range => {
            const line = range === undefined ? text : (lines[range.start.line] ?? '');
            return line.slice(range?.start.character, range?.end.character);
        },
        getLineContent: number => lines[number - 1] ?? ''
    };
}

describe('the matches of a search in an editor', () => {
    const textAt = (text: string, searchTerm: string, options: SearchInWorkspaceOptions): string[] => {
        const document = documentWith(text);
        return matchesIn(document, searchTerm, options).map(({ range }) => document.getText(range));
    };

    it('have the length of their text, also of a regular expression, and are never empty', () => {
        const [short, long] = matchesIn(documentWith('a bed\na blackbird'), 'b.*d', { useRegExp: true });
        expect(short?.match).to.deep.equal({ line: 1, character: 3, length: 3, lineText: 'a bed' });
        expect(long?.match).to.deep.equal({ line: 2, character: 3, length: 9, lineText: 'a blackbird' });
        expect(textAt('aa b', 'a*', { useRegExp: true })).to.deep.equal(['aa']);
        expect(textAt('a a a', 'a', { maxResults: 2 })).to.deep.equal(['a', 'a']);
    });

    const present = (text: string, searchTerm: string, options: SearchInWorkspaceOptions, length = searchTerm.length) =>
        new PresentMatches(documentWith(text), searchTerm, options).find({
            line: 1,
            character: 3,
            length,
            lineText: ''
        }) !== undefined;

    it('are replaced only where the text still has them', () => {
        expect(present('a needle', 'needle', {})).to.equal(true);
        expect(present('a NEEDLE', 'needle', {})).to.equal(true);
        expect(present('a NEEDLE', 'needle', { matchCase: true })).to.equal(false);
        expect(present('a straws', 'needle', {})).to.equal(false);
        expect(new PresentMatches(documentWith('a a b'), 'a', {}).count).to.equal(2);
    });

    it('of a regular expression are compared with the expression', () => {
        expect(present('a bed', 'b.*d', { useRegExp: true }, 3)).to.equal(true);
        expect(present('a bad', 'b.*d', { useRegExp: true }, 3)).to.equal(true);
    });

    it('of a regular expression are not replaced where the editor does not find them', () => {
        // The text of the expression itself, which it does not mean.
        expect(present('a b.*d', 'b.*', { useRegExp: true }, 3)).to.equal(false);
        // What the search on the disk found was `=` with the carriage return behind it.
        expect(present('A =', '=.+', { useRegExp: true }, 1)).to.equal(false);
    });

    it('in the words of the cloud are whole words, and both sigmas are one letter', () => {
        const none = (text: string, searchTerm: string, options: SearchInWorkspaceOptions): boolean => {
            const document = { ...documentWith(text), findMatches: () => [] };
            return (
                new PresentMatches(document, searchTerm, options).find({
                    line: 1,
                    character: 3,
                    length: searchTerm.length,
                    lineText: ''
                }) === undefined
            );
        };
        expect(none('a cat', 'cat', { matchWholeWord: true })).to.equal(false);
        expect(none('a cat-fish', 'cat', { matchWholeWord: true })).to.equal(false);
        for (const text of ['a cats', 'a_cat', 'a cat_', 'a caté']) {
            expect(none(text, 'cat', { matchWholeWord: true }), text).to.equal(true);
        }
        expect(none('a ΟΔΟΣ', 'οδος', {})).to.equal(false);
        expect(none('a οδοσ', 'οδος', {})).to.equal(false);
    });
});
