// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { contradictions, render, requirementsOf } from '../requirements/page.mjs';

const FILE = 'packages/any/src/shares.spec.ts';

/** Returns a page with these rows. */
function pageOf(...rows) {
    return ['# Requirements', '', '| id | requirement | state |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

const SHARES = '| FR-036 | An owner shares a document. | delivered |';
const LIVE = '| FR-101 | A host starts a live session. | planned |';

const share = { number: 'FR-036', file: FILE, line: 3, title: 'shares › reach a reader', screenshots: [] };

describe('the page of requirements', () => {
    it('keeps its text and lists the tests', () => {
        const page = render(pageOf(SHARES, LIVE), [
            share,
            { ...share, title: 'shares', tests: 4, screenshots: ['list'] }
        ]);
        expect(page).to.contain('| [FR-036](#fr-036) | An owner shares a document. | delivered |');
        expect(page).to.contain(LIVE);
        expect(page).to.contain(
            [
                '### FR-036',
                '',
                `- [${FILE}](../${FILE})`,
                '    - shares › reach a reader',
                '    - shares (all 4 tests; screenshot list)',
                ''
            ].join('\n')
        );
        expect(page).not.to.contain('### FR-101');
    });

    it('does not change when it is written again, even after a merge conflict in the list', () => {
        const page = render(pageOf(SHARES), [share]);
        expect(render(page, [share])).to.equal(page);
        expect(render(page.replace('    - shares', '<<<<<<< HEAD\n    - shares'), [share])).to.equal(page);
    });

    it('escapes Markdown in titles', () => {
        expect(render(pageOf(SHARES), [{ ...share, title: 'refuses <b> and *' }])).to.contain(
            'refuses \\<b\\> and \\*'
        );
    });

    it('shows a title as it stands', () => {
        const lineOf = title =>
            render(pageOf(SHARES), [{ ...share, title }])
                .split('\n')
                .at(-2);
        expect(lineOf('- # &lt;b&gt; ~~x~~')).to.equal('    - \\- \\# \\&lt;b\\&gt; \\~\\~x\\~\\~');
        expect(lineOf('1. a')).to.equal('    - 1\\. a');
        expect(lineOf('+ a')).to.equal('    - \\+ a');
    });

    for (const row of [
        '| FR-002 | Two | delivered | ',
        '| FR-003 | Three | delivered',
        'FR-003 | Three | delivered',
        '| FR-42 | Forty-two | delivered |',
        '| fr-042 | Forty-two | delivered |',
        '| [FR-004](#fr-004 | Four | delivered |',
        '| FR-004 | a | b | delivered |',
        '| **FR-007** | Seven | delivered |',
        '| `FR-008` | Eight | delivered |',
        '| <a id="nine"></a>FR-009 | Nine | delivered |',
        '| FR\u2011010 | Ten | delivered |',
        '> | FR-011 | Eleven | delivered |',
        '- FR-012 | Twelve | delivered',
        '| Thirteen | FR-013 | delivered |',
        'Fourteen | delivered'
    ]) {
        it(`reports the line “${row}”`, () => {
            expect(contradictions(pageOf(row), [])).to.deep.equal([
                `Line 5 is not a valid row: “${row}”. Write “| FR-042 | text | state |”.`
            ]);
        });
    }

    it('reports a row in a table with other columns', () => {
        const page = '| number | text |\n| --- | --- |\n| **FR-007** | Seven |\n| others | none |\n';
        expect(contradictions(page, [])).to.deep.equal([
            'Line 3 is not a valid row: “| **FR-007** | Seven |”. Write “| FR-042 | text | state |”.'
        ]);
    });

    it('ignores numbers in sentences', () => {
        expect(
            contradictions('FR-036 is delivered. Others are not.\n\nA test: `shares [FR-038]`.\n', [])
        ).to.deep.equal([]);
    });

    it('reads a bar in a text', () => {
        expect(requirementsOf(pageOf('| FR-004 | a \\| b | planned |'))).to.deep.equal([
            { number: 'FR-004', text: 'a \\| b', state: 'planned', line: 5 }
        ]);
    });

    it('reports a delivered requirement without a test', () => {
        expect(contradictions(pageOf(SHARES, LIVE), [])).to.deep.equal([
            'FR-036 is delivered, but no test has the tag [FR-036].'
        ]);
        expect(contradictions(pageOf(SHARES, LIVE), [share])).to.deep.equal([]);
    });

    it('reports a tag with an unknown number, with file and line', () => {
        expect(contradictions(pageOf(SHARES), [share, { ...share, number: 'FR-999' }])).to.deep.equal([
            `${FILE}:3: there is no requirement FR-999.`
        ]);
    });

    it('reports a planned requirement with a test', () => {
        expect(contradictions(pageOf(LIVE), [{ ...share, number: 'FR-101' }])).to.have.lengthOf(1);
    });

    it('reports unknown states and duplicate numbers', () => {
        const partly = (number, state) => `| ${number} | Sign in. | ${state} |`;
        expect(contradictions(pageOf(partly('FR-001', 'partly: no reset')), [])).to.deep.equal([]);
        expect(contradictions(pageOf(partly('FR-001', 'partly')), [])).to.have.lengthOf(1);
        expect(contradictions(pageOf(partly('FR-001', 'done')), [])).to.have.lengthOf(1);
        expect(contradictions(pageOf(LIVE, LIVE), [])).to.deep.equal(['FR-101 has more than one row.']);
    });

    it('can be parsed after it is written', () => {
        const [requirement] = requirementsOf(render(pageOf(SHARES), [share]));
        expect(requirement).to.include({
            number: 'FR-036',
            text: 'An owner shares a document.',
            state: 'delivered'
        });
    });
});
