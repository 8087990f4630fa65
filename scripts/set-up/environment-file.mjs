// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { inRoot } from './repository.mjs';

/** Variables in a file .env stand in for those that are not set. */
export function readEnvironmentFile() {
    if (existsSync(inRoot('.env'))) {
        process.loadEnvFile(inRoot('.env'));
    }
}
