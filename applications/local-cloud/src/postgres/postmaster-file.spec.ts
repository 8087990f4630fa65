// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPostmasterFile } from './postmaster-file.js';

describe('the file of a running PostgreSQL', () => {
    let cluster: string;
    beforeEach(async () => {
        cluster = await mkdtemp(join(tmpdir(), 'sanyam-postmaster-'));
    });
    afterEach(() => rm(cluster, { recursive: true }));

    async function read(text: string) {
        await writeFile(join(cluster, 'postmaster.pid'), text);
        return readPostmasterFile(cluster);
    }

    it('has its process and its port', async () => {
        const running = await read('4711\n/data\n1760000000\n54322\n\n127.0.0.1\n  123  4\nready   \n');
        expect(running).to.include({ pid: 4711, port: 54322 });
    });

    it('has no port while PostgreSQL starts', async () => {
        expect(await read('4711\n/data\n')).to.include({ pid: 4711, port: undefined });
    });

    it('is missing, or names no process', async () => {
        expect(await readPostmasterFile(cluster)).to.equal(undefined);
        for (const text of ['', '0', '1', '-4711', 'the mark of a server']) {
            expect(await read(text), text).to.include({ pid: undefined });
        }
    });
});
