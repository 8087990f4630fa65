// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import type { TextMatch } from '@sanyam/types';
import { expect } from 'chai';
import fc from 'fast-check';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { matchesIn, type TextSearch } from './support/search-calls.js';

type Place = Pick<TextMatch, 'line_number' | 'column' | 'length'>;

const placeOf = ({ line_number, column, length }: TextMatch): Place => ({ line_number, column, length });

/** Returns whether a character belongs to a word. */
const isOfWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Finds the matches with the simplest code, character by character. */
function expectedPlaces({ content, query, matchCase = false, wholeWord = false }: TextSearch): Place[] {
    const fold = (text: string) => Array.from(text, each => (matchCase ? each : each.toLowerCase()));
    const needle = fold(query);
    const places: Place[] = [];
    content.split(/\r\n|\n|\r/).forEach((line, index) => {
        const characters = Array.from(line);
        const folded = fold(line);
        for (let at = 0; at + needle.length <= folded.length;) {
            const end = at + needle.length;
            const matches =
                needle.every((each, offset) => each === folded[at + offset]) &&
                (!wholeWord ||
                    (!(isOfWord(folded[at]) && isOfWord(folded[at - 1])) &&
                        !(isOfWord(folded[end - 1]) && isOfWord(folded[end]))));
            if (matches) {
                const [column, length] = [characters.slice(0, at), characters.slice(at, end)].map(
                    part => part.join('').length
                );
                places.push({ line_number: index + 1, column: (column ?? 0) + 1, length: length ?? 0 });
            }
            at = matches ? end : at + 1;
        }
    });
    return places;
}

describeOnCloud('a search in a text', stage => {
    const find = async (search: TextSearch) => {
        const [found] = await matchesIn(stage.database, [search]);
        return found ?? { matches: [], has_more: false };
    };
    const linesOf = async (search: TextSearch) => (await find(search)).matches.map(match => match.line_number);

    it('finds a text within identifiers, in any case, with its line and column [BY-05]', async () => {
        const { matches, has_more } = await find({ content: 'entry Model:\n  theModel=ID;', query: 'model' });
        expect(matches).to.deep.equal([
            { line_number: 1, column: 7, length: 5, line: 'entry Model:', line_column: 1, is_cut: false },
            { line_number: 2, column: 6, length: 5, line: '  theModel=ID;', line_column: 1, is_cut: false }
        ]);
        expect(has_more).to.equal(false);
    });

    it('finds letters outside of ASCII in both cases, if the query has them [BY-05]', async () => {
        expect(await linesOf({ content: 'ÜBER\nüber\nuber', query: 'Über' })).to.deep.equal([1, 2]);
        expect(await linesOf({ content: 'ÜBER\nüber', query: 'Über', matchCase: true })).to.deep.equal([]);
        expect(await linesOf({ content: 'ΜΟΝΤΈΛΟ', query: 'μοντέλο' })).to.deep.equal([1]);
    });

    it('ignores the case of the first 32 letters outside of ASCII, whichever they are [BY-05]', async () => {
        const alphabet = Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюяё');
        for (const last of alphabet) {
            const first = alphabet.filter(letter => letter !== last).join('');
            const content = `${first.toUpperCase()}${last}`;
            expect(await linesOf({ content, query: `${first}${last}` }), last).to.deep.equal([1]);
        }
    });

    for (const query of ['ΟΔΟΣ', 'οδος', 'οδοσ']) {
        it(`finds a Greek word for ${query}, whichever sigma is at its end [BY-05]`, async () => {
            expect(await linesOf({ content: 'οδος\nΟΔΟΣ\nοδοσ\nοδοι', query })).to.deep.equal([1, 2, 3]);
        });
    }

    it('counts columns without the byte order mark, as editors do [BY-05]', async () => {
        const { matches } = await find({ content: '\uFEFFneedle \uFEFFneedle\nneedle', query: 'needle' });
        expect(matches.map(placeOf)).to.deep.equal([
            { line_number: 1, column: 1, length: 6 },
            { line_number: 1, column: 9, length: 6 },
            { line_number: 2, column: 1, length: 6 }
        ]);
        expect(matches[0]?.line).to.equal('needle \uFEFFneedle');
    });

    it('takes no part of a word of a long line for a whole word [BY-05]', async () => {
        const content = `${'p'.repeat(60)}Xcutw${'-'.repeat(96)}cutw ${'r'.repeat(9000)}`;
        expect((await find({ content, query: 'cutw', wholeWord: true })).matches.map(placeOf)).to.deep.equal([
            { line_number: 1, column: 162, length: 4 }
        ]);
        const atEnd = `needle ${'-'.repeat(8179)}needles ${'r'.repeat(9000)}`;
        const { matches, has_more } = await find({ content: atEnd, query: 'needle', wholeWord: true });
        expect([matches.length, has_more]).to.deep.equal([1, false]);
        const fits = await find({ content: atEnd.replace('needles', 'needle-'), query: 'needle', wholeWord: true });
        expect([fits.matches.length, fits.has_more]).to.deep.equal([2, false]);
        const split = `_x ${'-'.repeat(8187)}ax ${'r'.repeat(9000)}`;
        const { has_more: splitHasMore } = await find({ content: split, query: '_x', wholeWord: true });
        expect(splitHasMore).to.equal(false);
    });

    it('takes a query as it is, never as a pattern [BY-05]', async () => {
        const signs = '.*+?()[]{}|^$\\/&%_-#"\'`~@!<>=:;,';
        for (const sign of signs) {
            const content = `a\nb${sign}c\nx`;
            expect(await linesOf({ content, query: `b${sign}c` }), sign).to.deep.equal([2]);
            expect(await linesOf({ content, query: sign, wholeWord: true }), sign).to.deep.equal(
                sign === '_' ? [] : [2]
            );
            expect(await linesOf({ content: 'bxc', query: `b${sign}c`, wholeWord: true }), sign).to.deep.equal([]);
        }
        expect(await linesOf({ content: '***=a', query: '***=a', wholeWord: true })).to.deep.equal([1]);
    });

    it('finds whole words only, as editors do [BY-05]', async () => {
        const content = 'Rule\nRules\ntheRule\nmy_Rule\nRule-1\n(Rule)\nRulé\n$Rule';
        expect(await linesOf({ content, query: 'rule', wholeWord: true })).to.deep.equal([1, 5, 6, 8]);
        expect(await linesOf({ content, query: '$rule', wholeWord: true })).to.deep.equal([8]);
    });

    it('finds whole words that overlap what is none, and texts that repeat themselves [BY-05]', async () => {
        expect(await linesOf({ content: '2010-10-10', query: '10-10', wholeWord: true })).to.deep.equal([1]);
        const often = { content: 'xa-a-a-a-a-a-a', query: 'a-a-a-a-a-a', wholeWord: true };
        expect((await find(often)).matches.map(match => match.column)).to.deep.equal([4]);
        const content = '=====\nx=====\n======\n=====x\n=====b\n===== b\n=====bb';
        expect(await linesOf({ content, query: '=====', wholeWord: true })).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
        expect(await linesOf({ content, query: '=====b', wholeWord: true })).to.deep.equal([5]);
        const run = 'aaaaa aaaaaa\nbaaaaa\naaaaa';
        expect(await linesOf({ content: run, query: 'aaaaa', wholeWord: true })).to.deep.equal([1, 3]);
    });

    it('counts columns as editors do, in code units of UTF-16 [BY-05]', async () => {
        const { matches } = await find({ content: '\u{1F600}é x\u{1F601}', query: 'X\u{1F601}' });
        expect(matches.map(placeOf)).to.deep.equal([{ line_number: 1, column: 5, length: 3 }]);
    });

    it('shows a part of a long line, and says so [BY-05]', async () => {
        const content = `${'\u{1F600}'.repeat(300)}needle${'y'.repeat(300)}`;
        const [match] = (await find({ content, query: 'needle' })).matches;
        expect(match).to.deep.equal({
            line_number: 1,
            column: 601,
            length: 6,
            line: `${'\u{1F600}'.repeat(40)}needle${'y'.repeat(204)}`,
            line_column: 521,
            is_cut: true
        });
    });

    it('returns so many matches, and says whether there are more [BY-05]', async () => {
        const content = 'a\n'.repeat(5);
        expect(await find({ content, query: 'a', most: 5 })).to.have.property('has_more', false);
        const { matches, has_more } = await find({ content, query: 'a', most: 4 });
        expect([matches.length, has_more]).to.deep.equal([4, true]);
    });

    it('returns the matches near the first one of a very long line, and then goes on [BY-05]', async () => {
        const before = 'ä'.repeat(50_000);
        const content = `one\n${before} needle ${'n'.repeat(20_000)} needle\nlast needle`;
        const { matches, has_more } = await find({ content, query: 'needle', wholeWord: true });
        expect(matches.map(placeOf)).to.deep.equal([
            { line_number: 2, column: before.length + 2, length: 6 },
            { line_number: 3, column: 6, length: 6 }
        ]);
        expect(has_more).to.equal(true);
        expect(matches[0]).to.include({ is_cut: true, line_column: before.length + 2 - 40 });
    });

    it('finds what the simplest search finds, in random texts of many parts [BY-05]', async function () {
        const letters = fc.constantFrom('a', 'A', 'b', 'ä', 'Ä', '_', '.', ' ', '\u{1F600}');
        const word = fc.string({ unit: letters, maxLength: 12 });
        const line = fc.oneof(
            { weight: 8, arbitrary: word },
            { weight: 1, arbitrary: fc.tuple(word, fc.integer({ max: 90, min: 1 })).map(([text, n]) => text.repeat(n)) }
        );
        const content = fc
            .tuple(
                fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), { maxLength: 40 }),
                fc.integer({ min: 1, max: 30 })
            )
            .map(([lines, times]) => lines.flat().join('').repeat(times));
        const short = fc.string({ unit: letters, minLength: 1, maxLength: 3 });
        const repetitive = fc
            .tuple(short, fc.integer({ min: 2, max: 20 }), fc.string({ unit: letters, maxLength: 3 }), fc.boolean())
            .map(([unit, times, rest, first]) => (first ? rest + unit.repeat(times) : unit.repeat(times) + rest));
        const query = fc.oneof({ weight: 2, arbitrary: short }, { weight: 1, arbitrary: repetitive });
        // What nearly matches, overlaps a match, or is one.
        const near = fc
            .array(fc.constantFrom('whole', 'most', 'last', 'a', '-', ' ', '\n'), { maxLength: 12 })
            .map(parts => (text: string) => {
                const characters = Array.from(text);
                const [most, last] = [characters.slice(0, -1), characters.slice(Math.floor(characters.length / 2))];
                const pieces: Record<string, string> = { whole: text, most: most.join(''), last: last.join('') };
                return parts.map(part => pieces[part] ?? part).join('');
            });
        const search = fc
            .record({ content, query, near, matchCase: fc.boolean(), wholeWord: fc.boolean() })
            .map(({ near: around, ...each }) => ({ ...each, content: `${around(each.query)}${each.content}` }));
        const searches = fc.array(search, { minLength: 20, maxLength: 20 });
        await fc.assert(
            fc.asyncProperty(searches, async all => {
                const found = await matchesIn(stage.database, all);
                all.forEach((each, index) => {
                    const expected = expectedPlaces(each);
                    expect(found[index]?.matches.map(placeOf)).to.deep.equal(expected.slice(0, 1000));
                    expect(found[index]?.has_more).to.equal(expected.length > 1000);
                });
            }),
            { numRuns: depth(100) }
        );
    });
});
