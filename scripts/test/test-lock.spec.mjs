// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const LOCK = JSON.stringify(import.meta.resolve('../programs/test-lock.mjs'));

describe('a test run', () => {
    let folder;
    const children = [];
    beforeEach(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-lock-'));
    });
    afterEach(() => {
        for (const child of children.splice(0)) {
            child.kill('SIGKILL');
        }
        rmSync(folder, { recursive: true });
    });

    /** Starts a process that takes the lock, says so, and ends with its input. */
    function start() {
        const program = `
            import { lockTests } from ${LOCK};
            try {
                lockTests(${JSON.stringify(folder)});
                console.log('locked');
                process.stdin.resume();
            } catch (error) {
                console.log(error.message);
            }
        `;
        const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'pipe' });
        children.push(child);
        return child;
    }

    async function firstLineOf(child) {
        const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
        return line.trim();
    }

    it('refuses to run beside another one in the same clone, and names its process', async () => {
        const first = start();
        expect(await firstLineOf(first)).to.equal('locked');
        expect(await firstLineOf(start())).to.equal(
            `Another test run uses this clone (process ${first.pid}). Wait until it ends, or stop it: kill ${first.pid}`
        );
        const ended = once(first, 'exit');
        first.stdin.end();
        await ended;
        expect(existsSync(path.join(folder, 'running.json'))).to.equal(false);
        expect(await firstLineOf(start())).to.equal('locked');
    });

    it('runs after one that was killed, and after a lock that was cut off', async () => {
        const first = start();
        expect(await firstLineOf(first)).to.equal('locked');
        const ended = once(first, 'exit');
        first.kill('SIGKILL');
        await ended;
        expect(existsSync(path.join(folder, 'running.json'))).to.equal(true);
        const second = start();
        expect(await firstLineOf(second)).to.equal('locked');
        second.kill('SIGKILL');
        await once(second, 'exit');
        writeFileSync(path.join(folder, 'running.json'), '{"pid":');
        expect(await firstLineOf(start())).to.equal('locked');
    });
});
