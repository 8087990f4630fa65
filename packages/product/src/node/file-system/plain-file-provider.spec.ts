// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CancellationToken } from '@theia/core/lib/common/cancellation';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { PlainFileProvider } from './plain-file-provider';

describe('the files of this computer', () => {
    let folder: string;
    let files: PlainFileProvider;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'sanyam-files-'));
        files = new PlainFileProvider();
    });

    after(() => rm(folder, { recursive: true }));

    /** Returns what an editor gets of a file. */
    function read(path: string): Promise<string> {
        return new Promise((resolve, reject) => {
            const parts: Uint8Array[] = [];
            const stream = files.readFileStream(new URI(`file://${path}`), {}, CancellationToken.None);
            stream.on('data', part => parts.push(part));
            stream.on('error', reject);
            stream.on('end', () => resolve(Buffer.concat(parts).toString()));
        });
    }

    async function failure(work: Promise<unknown>): Promise<string> {
        return work.then(
            () => 'no failure',
            (error: unknown) => String(error)
        );
    }

    it('are read', async () => {
        const path = join(folder, 'notes.md');
        await writeFile(path, '# Notes\n');
        expect(await read(path)).to.equal('# Notes\n');
        expect(Buffer.from(await files.readFile(new URI(`file://${path}`))).toString()).to.equal('# Notes\n');
    });

    it('are reported as missing where there is none', async () => {
        expect(await failure(read(join(folder, 'missing')))).to.contain('ENOENT');
    });

    for (const kind of ['device', 'pipe'] as const) {
        it(`are no ${kind}: it is not read, also not by a link to it`, async function () {
            if (process.platform === 'win32') {
                this.skip();
            }
            const path = kind === 'device' ? '/dev/zero' : join(folder, 'pipe');
            if (kind === 'pipe') {
                await promisify(execFile)('mkfifo', [path]);
            }
            const link = join(folder, `${kind}-link`);
            await symlink(path, link);
            for (const place of [path, link]) {
                expect(await failure(read(place))).to.contain('is a device, a pipe or a socket');
                expect(await failure(files.readFile(new URI(`file://${place}`)))).to.contain('not a file');
            }
        });
    }
});
