// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BodyLimit } from './body-limit';
import { readBodyText } from './read-body-text';

const KB = 1024;
const MB = 1024 * KB;

/** Garbage collections after which nothing unused is left. */
const COLLECTIONS = 5;

const LIMIT: BodyLimit = {
    size: { escaped: 100 * MB, plain: 100 * MB },
    refuse: () => new CloudError('BODY_TOO_LARGE')
};

describe('reading a body', () => {
    let held: number;
    let onPause: () => void;
    let request: Readable;
    beforeEach(() => {
        held = 0;
        request = new Readable({ read: () => undefined });
    });
    const room = { hold: (bytes: number) => void (held += bytes), release: (bytes: number) => void (held -= bytes) };

    /** Begins to read a body. The client's parts are pushed to `request`. */
    function read(length?: number): Promise<string> {
        const headers = length === undefined ? {} : { 'content-length': String(length) };
        const setTimeout = (_milliseconds: number, listener?: () => void) => {
            onPause = listener ?? (() => undefined);
        };
        const incoming = Object.assign(request, { headers, setTimeout });
        return readBodyText({ incoming, outgoing: {} } as unknown as HttpBindings, LIMIT, room);
    }

    /** Returns the bytes of all buffers of this process that are still used. */
    async function usedBytes(): Promise<number> {
        setFlagsFromString('--expose-gc');
        const collect = runInNewContext('gc') as () => void;
        // V8 frees the buffers in another thread, and counts them at the next collection.
        for (let collection = 0; collection < COLLECTIONS; collection++) {
            collect();
            await turn();
        }
        return process.memoryUsage().arrayBuffers;
    }

    it('keeps no more memory than it counts, while the body is on its way', async () => {
        const length = 20 * MB;
        const before = await usedBytes();
        const text = read(length);
        for (let sent = 0; sent < length - MB; sent += 64 * KB) {
            request.push(Buffer.alloc(64 * KB, 'x'));
            await turn();
        }
        const kept = (await usedBytes()) - before;
        expect(held).to.be.within(length - MB, length);
        expect(kept).to.be.below(1.1 * held);
        request.push(Buffer.alloc(MB, 'x'));
        request.push(null);
        expect(await text).to.have.lengthOf(length);
    });

    for (const [name, body, counted] of [
        ['ASCII: what is parsed, and its copy for the database', '{"a":"xyz"}', 22],
        ['other characters: two bytes for each in memory', '{"a":"\u00e9\u4e00"}', 10 * 2 + 13],
        ['escapes, which can be characters of two bytes', '{"a":"\\u4e00"}', 9 * 2 + 9]
    ] as const) {
        it(`counts at the end, of ${name}`, async () => {
            const text = read();
            request.push(body);
            request.push(null);
            expect(await text).to.equal(body);
            expect(held).to.equal(counted);
        });
    }

    it('counts nothing of a body that is not UTF-8, or cut off', async () => {
        for (const end of [() => request.push(Buffer.from([0xff])), () => request.destroy(new Error('aborted'))]) {
            request = new Readable({ read: () => undefined });
            const text = read().catch((error: unknown) => error);
            request.push('{"a":');
            await turn();
            end();
            request.push(null);
            expect(await text).to.have.property('code', 'INVALID_JSON');
            expect(held).to.equal(0);
        }
    });

    it('ends with REQUEST_TIMEOUT when the client pauses for too long', async () => {
        const text = read().catch((error: unknown) => error);
        request.push('{"a":');
        await turn();
        onPause();
        expect(await text).to.have.property('code', 'REQUEST_TIMEOUT');
        expect(held).to.equal(0);
    });
});
