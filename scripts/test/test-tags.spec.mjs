// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { gather } from '../requirements/proofs.mjs';

const FILE = 'packages/any/src/shares.spec.ts';

/** Returns the proofs in a file with this text: `FR-036 suite › test`. */
function proofsOf(text) {
    return gather([{ file: FILE, text }]).proofs.map(({ number, title }) => `${number} ${title}`);
}

function problemsOf(text) {
    return gather([{ file: FILE, text }]).problems;
}

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
