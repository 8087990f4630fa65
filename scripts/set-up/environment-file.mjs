// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { inRoot } from './repository.mjs';

/** Reads variables from the file .env. It does not override variables that are set. */
export function readEnvironmentFile() {
    if (existsSync(inRoot('.env'))) {
        process.loadEnvFile(inRoot('.env'));
    }
}
