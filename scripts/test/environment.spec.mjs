// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

const PROGRESS = JSON.stringify(new URL('../set-up/progress.mjs', import.meta.url).href);

describe('a script of this repository', () => {
    let folder;
    before(() => {
        folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'sanyam-environment-')));
        execFileSync('git', ['init', '--quiet', folder], { env: withoutRepository() });
    });
    after(() => rmSync(folder, { recursive: true }));

    function withoutRepository() {
        return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    }

    /** Runs a script in the folder, and returns its output. */
    function run(script, variables) {
        const program = `import { main } from ${PROGRESS}; await main(async () => { ${script} });`;
        return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
            cwd: folder,
            encoding: 'utf8',
            env: { ...withoutRepository(), ...variables }
        }).trim();
    }

    it('works on the repository of its folder, also in a hook of Git', () => {
        const script = `
            const { execFileSync } = await import('node:child_process');
            process.stdout.write(execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }));
        `;
        const names = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' }).trim().split('\n');
        expect(names).to.include.members(['GIT_DIR', 'GIT_INDEX_FILE']);
        const hook = Object.fromEntries(names.map(name => [name, inRoot('.git')]));
        expect(run(script, hook)).to.equal(folder);
    });

    it('never uses a proxy for this machine, in both spellings of NO_PROXY', () => {
        const script = 'console.log(JSON.stringify([process.env.NO_PROXY, process.env.no_proxy]));';
        const direct = 'localhost,127.0.0.1,[::1]';
        for (const [variables, expected] of [
            [{ NO_PROXY: '', no_proxy: '' }, direct],
            [{ NO_PROXY: 'example.com', no_proxy: undefined }, `example.com,${direct}`],
            [{ NO_PROXY: 'ignored', no_proxy: 'a, 127.0.0.1' }, 'a,127.0.0.1,localhost,[::1]']
        ]) {
            expect(JSON.parse(run(script, variables))).to.deep.equal([expected, expected]);
        }
        expect(JSON.parse(run(script, { NO_PROXY: '*', no_proxy: '*' }))).to.deep.equal(['*', '*']);
    });
});
