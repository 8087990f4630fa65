// SPDX-License-Identifier: MIT

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/**
 * Writes what a launched cloud logs into the folder that SANYAM_TEST_LOGS names, each line after its time (ISO 8601,
 * UTC). Does nothing without that variable.
 */
export function keepTestLog(stderr: Readable, pid: number | undefined): void {
    const folder = process.env['SANYAM_TEST_LOGS'];
    if (folder) {
        const file = join(folder, `cloud-${pid ?? 0}.log`);
        createInterface({ input: stderr }).on('line', line =>
            appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
        );
    }
}
