// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { inRoot } from '../set-up/repository.mjs';

const module = name => JSON.stringify(new URL(`../programs/${name}`, import.meta.url).href);

/** A run whose runner starts a program in its own process group, which ignores signals and the end of the runner. */
const RUN = `
    import { endAll, endOnSignal, endWith } from ${module('child-process.mjs')};
    import { markDescendants } from ${module('descendants.mjs')};
    import { spawn } from 'node:child_process';
    MARK
    endOnSignal();
    const stubborn = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000);";
    const runner = "const { spawn } = require('child_process');" +
        "spawn(process.execPath, ['--eval', " + JSON.stringify(stubborn) + "], { detached: true, stdio: 'inherit' });" +
        "setInterval(() => {}, 1000);";
    endWith(spawn(process.execPath, ['--eval', runner], { stdio: 'inherit' }));
`;

/** Returns whether a process runs. A container may keep those that have ended, as zombies. */
function isRunning(pid) {
    try {
        return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
        return false;
    }
}

describe('a run that gets a signal', function () {
    /** Starts a run and ends it. Returns the id of the program that its runner started. */
    async function programAfter(script) {
        const run = spawn(process.execPath, ['--input-type=module', '--eval', script], {
            cwd: inRoot(),
            stdio: ['ignore', 'pipe', 'inherit']
        });
        const [line] = await once(createInterface({ input: run.stdout }), 'line');
        const ended = once(run, 'exit');
        run.kill('SIGTERM');
        expect(await ended).to.deep.equal([143, null]);
        return Number(line);
    }

    before(function () {
        if (process.platform !== 'linux') {
            this.skip();
        }
    });

    it('ends the programs of its runner, even those that ignore signals', async () => {
        expect(isRunning(await programAfter(RUN.replace('MARK', 'markDescendants();')))).to.equal(false);
    });

    it('ends no process of a run around it', async () => {
        const program = await programAfter(RUN.replace('MARK', ''));
        try {
            expect(isRunning(program)).to.equal(true);
        } finally {
            process.kill(program, 'SIGKILL');
        }
    });
});
