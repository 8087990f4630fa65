// SPDX-License-Identifier: MIT

import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot, root } from '../set-up/repository.mjs';

/** Lines of an excerpt. */
const EXCERPT = 40;

/** A frame of a stack trace: it says little about a failure, and fills the excerpt. */
const FRAME = /^\S+ +at /;

/** Makes an empty folder for logs. The children of this process learn where it is: clouds that tests launch log there. */
export function beginLogs() {
    const folder = inRoot('test-results', 'logs');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    process.env.SANYAM_TEST_LOGS = folder;
}

/** Returns the folder of {@link beginLogs}. */
export function logsFolder() {
    return process.env.SANYAM_TEST_LOGS ?? inRoot('test-results', 'logs');
}

/**
 * Writes a stream into a log, each line after its time (ISO 8601, UTC).
 *
 * @returns the path of the log
 */
export function keepLog(stream, name) {
    const file = path.join(logsFolder(), `${name}.log`);
    appendFileSync(file, '');
    createInterface({ input: stream }).on('line', line =>
        appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
    );
    return file;
}

/** Returns a few lines of each log: those of a time, or the last ones. Omits the frames of stack traces. */
export function excerpts({ from, to } = {}) {
    const folder = logsFolder();
    const files = existsSync(folder) ? readdirSync(folder).map(name => path.join(folder, name)) : [];
    return files
        .map(file => [file, excerptOf(file, from, to)])
        .filter(([, lines]) => lines.length > 0)
        .map(([file, lines]) => [`${path.relative(root, file)}:`, ...lines].join('\n    '))
        .join('\n');
}

/** The last lines of a log, without the frames of stack traces. */
export function tailOf(file) {
    return excerptOf(file).join('\n');
}

/** Times compare as texts. */
function excerptOf(file, from = '', to = '~') {
    return readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line !== '' && line.slice(0, 24) >= from && line.slice(0, 24) <= to && !FRAME.test(line))
        .slice(-EXCERPT);
}
