// SPDX-License-Identifier: MIT

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { inRoot } from './repository.mjs';

/**
 * Returns the variables of the file .env, and those of this process, which override them. It does not set them in this
 * process: .env has secrets of the cloud, which the IDE and its terminals must not inherit.
 */
export function readSettings() {
    const file = inRoot('.env');
    return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
}
