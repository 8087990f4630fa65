// SPDX-License-Identifier: MIT

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv, TextDecoder } from 'node:util';
import { SetUpError } from './progress.mjs';
import { inRoot } from './repository.mjs';

/**
 * Returns the variables of the file .env, and those of this process, which override them. It does not set them in this
 * process: .env has secrets of the cloud, which the IDE and its terminals must not inherit.
 */
export function readSettings() {
    const file = inRoot('.env');
    return { ...(existsSync(file) ? variablesIn(readFileSync(file)) : {}), ...process.env };
}

/**
 * Returns the variables in the bytes of a file .env. A byte order mark is no part of the first name.
 *
 * @throws SetUpError for another encoding, such as the UTF-16 of PowerShell: its settings would not count
 */
export function variablesIn(bytes) {
    const text = decoded(bytes);
    // UTF-16 without a mark can be read as UTF-8. It has a NUL for each letter.
    if (text === undefined || text.includes('\0')) {
        throw new SetUpError('The file .env is not UTF-8 text. Save it again with the encoding UTF-8.');
    }
    return parseEnv(text);
}

function decoded(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}
