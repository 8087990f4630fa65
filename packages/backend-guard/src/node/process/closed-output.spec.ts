// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Logs what goes wrong to the output that fails, as Theia does. Exits with 7 at the end of its input. */
const PROGRAM = `
    require(${JSON.stringify(path.join(__dirname, 'closed-output'))}).muteClosedOutputs();
    process.on('SIGPIPE', () => console.error(new Error('Unexpected SIGPIPE')));
    process.on('uncaughtException', error => console.error(error));
    process.stdin.on('data', () => {
        for (let line = 0; line < 100; line++) {
            console.error('line', line);
            console.log('line', line);
        }
    });
    let turns = 20;
    // Signals arrive between two turns of the event loop.
    const turn = () => turns-- > 0 ? setImmediate(turn) : process.exit(7);
    process.stdin.on('end', turn);
    console.log('ready');
`;

describe('a backend whose output nobody reads any more', () => {
    const children: ChildProcess[] = [];
    afterEach(() => children.map(child => child.kill('SIGKILL')));

    it('continues, and does not log its failed writes for ever', async () => {
        const child = spawn(process.execPath, ['--eval', PROGRAM], { stdio: 'pipe' });
        children.push(child);
        await once(child.stdout, 'data');
        await Promise.all([child.stdout, child.stderr].map(output => once(output.destroy(), 'close')));
        const ended = once(child, 'exit');
        child.stdin.end('log something');
        expect(await ended).to.deep.equal([7, null]);
    });
});
