// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { median } from '../../../supabase/bench/plans.mjs';

const TIMES = 25;

/**
 * Measures the speed of this machine, to compare figures of different days, and the minimum time of a call.
 *
 * @param folder a folder on the disk of the database
 * @param client a connection to the database
 * @returns medians in milliseconds: `processor` for the SHA-256 of 4 MB, `disk` to sync 8 KB to the disk, `statement`
 *     for an empty statement, `parameter` for an empty statement with a parameter of 1 MB
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
