// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { median } from '../../../supabase/bench/plans.mjs';

const TIMES = 25;

/**
 * What this machine does just now, to tell figures of different days apart.
 *
 * @returns { processor, disk }: milliseconds for the SHA-256 of 4 MB, and to have 8 KB on the disk of the folder
 */
export function calibrate(folder) {
    const bytes = Buffer.alloc(4_000_000, 'Sanyam');
    const page = Buffer.alloc(8192, 'Sanyam');
    const file = path.join(folder, 'calibration');
    const descriptor = openSync(file, 'w');
    const times = work =>
        Array.from({ length: TIMES }, () => {
            const start = performance.now();
            work();
            return performance.now() - start;
        });
    const processor = median(times(() => createHash('sha256').update(bytes).digest()));
    const disk = median(
        times(() => {
            writeSync(descriptor, page);
            fdatasyncSync(descriptor);
        })
    );
    closeSync(descriptor);
    rmSync(file);
    return { processor, disk };
}
