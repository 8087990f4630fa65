// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { median } from '../../../supabase/bench/plans.mjs';

const TIMES = 25;

/**
 * What this machine does just now, to tell figures of different days apart, and the least that a call can take here.
 *
 * @param folder on the disk that the database is on
 * @param client a connection to the database
 * @returns medians in milliseconds: `processor` for the SHA-256 of 4 MB, `disk` to have 8 KB on the disk, `statement` for
 * a statement that does nothing, `parameter` for one that is given 1 MB and does nothing with it
 */
export async function calibrate(folder, client) {
    const bytes = Buffer.alloc(4_000_000, 'Sanyam');
    const processor = await timed(() => createHash('sha256').update(bytes).digest());
    const file = path.join(folder, 'calibration');
    const descriptor = openSync(file, 'w');
    const page = Buffer.alloc(8192, 'Sanyam');
    const disk = await timed(() => {
        writeSync(descriptor, page);
        fdatasyncSync(descriptor);
    });
    closeSync(descriptor);
    rmSync(file);
    const statement = await timed(() => client.query({ name: 'statement', text: 'select 1' }));
    const text = 'x'.repeat(1_000_000);
    const parameter = await timed(() =>
        client.query({ name: 'parameter', text: 'select $1::text is null', values: [text] })
    );
    return { processor, disk, statement, parameter };
}

async function timed(work) {
    const times = [];
    for (let time = 0; time < TIMES; time++) {
        const start = performance.now();
        await work();
        times.push(performance.now() - start);
    }
    return median(times);
}
