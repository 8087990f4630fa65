// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mocha } from '../programs/suite.mjs';
import { contradictions, render, requirementsOf } from '../requirements/page.mjs';
import { gather } from '../requirements/proofs.mjs';
import { proofsNotRun } from '../requirements/runs.mjs';
import { inRoot, root } from '../set-up/repository.mjs';

const FILE = 'packages/any/src/shares.spec.ts';

/** Returns the proofs in a file with this text: `FR-036 suite › test`. */
function proofsOf(text) {
    return gather([{ file: FILE, text }]).proofs.map(({ number, title }) => `${number} ${title}`);
}

function problemsOf(text) {
    return gather([{ file: FILE, text }]).problems;
}

/** Returns a page with these rows. */
function pageOf(...rows) {
    return ['# Requirements', '', '| id | requirement | state |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

const SHARES = '| FR-036 | An owner shares a document. | delivered |';
const LIVE = '| FR-101 | A host starts a live session. | planned |';

const share = { number: 'FR-036', file: FILE, line: 3, title: 'shares › reach a reader', screenshots: [] };

describe('the tags of tests', () => {
    it('name one or more requirements', () => {
        expect(
            proofsOf(`
                describe('shares', () => {
                    it('reach a reader [FR-036]', async () => {});
                    it("end at once [FR-037, WS-03]", function () {});
                    it('have no number', () => {});
                });
            `)
        ).to.deep.equal([
            'FR-036 shares › reach a reader',
            'FR-037 shares › end at once',
            'WS-03 shares › end at once'
        ]);
    });

    it('on a suite count for all of its tests', () => {
        const text = `
            describe('shares [FR-036]', () => {
                describe('of a document', () => { it('one', () => {}); it('two', () => {}); });
                it('three', () => {});
                it.skip('four', () => {});
            });
        `;
        const { proofs } = gather([{ file: FILE, text }]);
        expect(proofs).to.have.lengthOf(1);
        expect(proofs[0]).to.include({ number: 'FR-036', title: 'shares', tests: 3 });
    });

    it('are found in template literals and in concatenated strings', () => {
        expect(proofsOf('it(`lets ${who} read [FR-036]`, () => {});')).to.deep.equal(['FR-036 lets … read']);
        expect(proofsOf("it('a title that is ' + 'long [FR-036]', () => {});")).to.deep.equal([
            'FR-036 a title that is long'
        ]);
    });

    it('are found in a list of titles for a loop', () => {
        expect(
            proofsOf(`
                const cases = [{ title: 'a reader [FR-036]' }, { title: 'a stranger' }, { title: 'an editor [FR-037]' }];
                for (const { title } of cases) { it(title, () => {}); }
            `)
        ).to.deep.equal(['FR-036 a reader', 'FR-037 an editor']);
    });

    it('are found on suites of a helper with any name, and a text beside a function is not a suite', () => {
        for (const helper of ['describeOverEachWay', 'withEveryDatabase', 'suites.onCloud']) {
            expect(
                proofsOf(
                    `${helper}('Shares', start => { describe('of Ada', () => { it('end [FR-038]', () => {}); }); });`
                )
            ).to.deep.equal(['FR-038 Shares › of Ada › end']);
        }
        expect(problemsOf("it('a reader reads', () => { step('[FR-036]', () => log()); });")).to.have.length(1);
    });

    it('are found on browser tests, with their screenshots', () => {
        const text = `
            test.describe('sign-in', () => {
                test('shows the dialog [FR-007]', async ({ shell }) => {
                    await test.step('a step', () => shell.screenshot('sign-in'));
                    await shell.screenshot(\`\${theme}-sign-in\`);
                });
            });
            test.skip(isOffline, 'not offline [FR-008]');
        `;
        const { proofs } = gather([{ file: FILE, text }]);
        expect(proofs).to.have.lengthOf(1);
        expect(proofs[0]).to.deep.include({
            title: 'sign-in › shows the dialog',
            screenshots: ['sign-in', '…-sign-in']
        });
    });

    it('are ignored on skipped tests', () => {
        expect(proofsOf("it.skip('reach a reader [FR-036]', () => {});")).to.deep.equal([]);
        expect(proofsOf("describe.skip('shares', () => { it('end [FR-036]', () => {}); });")).to.deep.equal([]);
        for (const suite of ['xdescribe', 'xcontext']) {
            expect(proofsOf(`${suite}('shares', () => { it('end [FR-036]', () => {}); });`)).to.deep.equal([]);
        }
        for (const test of ['xit', 'xspecify']) {
            expect(proofsOf(`${test}('end [FR-036]', () => {});`)).to.deep.equal([]);
        }
    });

    for (const [what, text] of [
        ['not at the end', "it('a reader [FR-036] reads', () => {});"],
        ['in an unknown format', "it('a reader reads [FR-36]', () => {});"],
        ['a range', "it('a reader reads [FR-036..039]', () => {});"],
        ['in small letters', "it('a reader reads [fr-036]', () => {});"],
        ['after a space', "it('a reader reads [ FR-036]', () => {});"],
        ['in a string that is not a title', "it('a reader reads', () => { log('[FR-036]'); });"]
    ]) {
        it(`are reported with file and line when one is ${what}`, () => {
            expect(problemsOf(text)).to.have.lengthOf(1);
            expect(problemsOf(text)[0]).to.match(/^packages\/any\/src\/shares\.spec\.ts:1: /);
            expect(proofsOf(text)).to.deep.equal([]);
        });
    }
});

describe('a test file', () => {
    it('is reported when a title has two tags', () => {
        expect(problemsOf("it('x [FR-001][FR-004]', () => {});")).to.deep.equal([
            `${FILE}:1: “x [FR-001][FR-004]” has more than one tag. Write one at the end: “[FR-036, FR-037]”.`
        ]);
    });

    it('is reported when a test or a suite is inside of a test', () => {
        expect(
            problemsOf(`
                it('outer', () => {
                    it('inner [FR-036]', () => {});
                    if (true) { describe('suite', () => { it('deep', () => {}); }); }
                });
            `)
        ).to.deep.equal([
            `${FILE}:3: “inner [FR-036]” is inside of the test “outer”, so it never runs. Define it outside.`,
            `${FILE}:4: “suite” is inside of the test “outer”, so it never runs. Define it outside.`,
            `${FILE}:4: “deep” is inside of the test “outer”, so it never runs. Define it outside.`
        ]);
    });

    it('is reported with the line that cannot be read', () => {
        const problems = problemsOf("\nit('x [FR-001]', () => {;");
        expect(problems).to.have.lengthOf.above(0);
        expect(problems[0]).to.equal(`${FILE}:2: '}' expected.`);
    });
});

describe('the proofs of a run', () => {
    let folder;
    before(() => {
        mkdirSync(inRoot('test-results'), { recursive: true });
        folder = mkdtempSync(inRoot('test-results', 'proofs-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    /** Runs a test file as `npm test` does. Returns the titles of the proofs that the run does not give. */
    async function notRun(text) {
        const [spec, results] = [path.join(folder, 'example.spec.mjs'), path.join(folder, 'results.json')];
        writeFileSync(spec, text);
        const env = { ...process.env, SANYAM_TEST_RESULTS: results };
        await once(spawn(process.execPath, [...mocha, spec], { env, stdio: 'ignore' }), 'close');
        const { proofs } = gather([{ file: path.relative(root, spec), text }]);
        return proofsNotRun(proofs, JSON.parse(readFileSync(results, 'utf8')));
    }

    it('are complete when every test with a tag passes', async () => {
        expect(
            await notRun(`
                describe('shares [FR-036]', () => {
                    it('reach a reader (once) [FR-037, WS-03]', () => {});
                    it.skip('cost nothing', () => {});
                });
                for (const { title } of [{ title: 'a reader [FR-038]' }]) { it(title + ' reads', () => {}); }
                it(\`\${1 + 1} readers [FR-039]\`, () => {});
            `)
        ).to.deep.equal([]);
    });

    it('lack a string that is no title, code that never runs, and a test that skips itself', async () => {
        const lacking = await notRun(`
            const unrelated = 'nothing tests this [FR-061]';
            for (const title of ['a reader [FR-038]']) { it(title, () => {}); }
            if (false) { it('never runs [FR-062]', () => {}); }
            it('skips itself [FR-063]', function () { this.skip(); });
            it('runs [FR-062]', () => {});
        `);
        expect(lacking.map(message => message.replace(/^\S+: /, '')).sort()).to.deep.equal([
            'no test of this run proves FR-061: “nothing tests this”.',
            'no test of this run proves FR-062: “never runs”.',
            'no test of this run proves FR-063: “skips itself”.'
        ]);
        expect(lacking[0]).to.match(/^test-results\/proofs-\w+\/example\.spec\.mjs:\d+: /);
    });

    it('know which source a compiled test has', () => {
        const proof = { ...share, title: 'shares › reach a reader' };
        const test = { kind: 'passed', title: 'shares reach a reader [FR-036]' };
        const ran = file => proofsNotRun([proof], [{ ...test, file: inRoot(file) }]).length === 0;
        expect(ran('packages/any/lib/shares.spec.js')).to.equal(true);
        expect(ran('packages/other/lib/shares.spec.js')).to.equal(false);
    });
});

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
