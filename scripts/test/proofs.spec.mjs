// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mocha } from '../programs/suite.mjs';
import { gather } from '../requirements/proofs.mjs';
import { proofsNotRun } from '../requirements/runs.mjs';
import { inRoot, root } from '../set-up/repository.mjs';

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
        const proof = { number: 'FR-036', file: 'packages/any/src/shares.spec.ts', title: 'shares › reach a reader' };
        const test = { kind: 'passed', title: 'shares reach a reader [FR-036]' };
        const ran = file => proofsNotRun([proof], [{ ...test, file: inRoot(file) }]).length === 0;
        expect(ran('packages/any/lib/shares.spec.js')).to.equal(true);
        expect(ran('packages/other/lib/shares.spec.js')).to.equal(false);
    });
});
