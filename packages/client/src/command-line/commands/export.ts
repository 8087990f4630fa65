// SPDX-License-Identifier: MIT

import { type ExportManifest, formatSize } from '@sanyam/types';
import { pipeline } from 'node:stream/promises';
import type { SanyamClient } from '../../client/sanyam-client';
import { CommandError, EXIT, usageError } from '../command-error';
import { accessTokenOf, gatewayUrl } from '../credentials';
import { type Destination, destinationOf, writeTo } from '../destination';
import { FileRecord } from '../file-record';
import { Output } from '../output';
import { Progress } from '../progress';
import { OWNER_ONLY } from '../replace-file';
import { shownJson } from '../shown-line';
import { type CommonOptions, makeClient } from '../session';
import { isStandardOutput, STANDARD_STREAM } from '../standard-stream';

export interface ExportOptions extends CommonOptions {
    readonly output?: string;
}

/** What an export has written so far. */
interface Written {
    manifest?: ExportManifest | undefined;
    pages: number;
    /** In UTF-8. */
    bytes: number;
    versions: number;
}

/** Writes everything that belongs to the user to a file or to standard output: a page of JSON in each line. */
export async function exportAccount(options: ExportOptions): Promise<void> {
    const file = options.output ?? STANDARD_STREAM;
    if (options.output === undefined && process.stdout.isTTY) {
        throw usageError('Name a file with -o, such as -o sanyam.ndjson. With -o -, the export goes to the terminal.');
    }
    const token = accessTokenOf(process.env);
    if (token === undefined) {
        throw new CommandError(
            EXIT.notAllowed,
            'NOT_SIGNED_IN',
            'An export has everything that is yours, so an API key is not enough. ' +
                'Set SANYAM_ACCESS_TOKEN to the access token of your session.'
        );
    }
    const destination = isStandardOutput(file) ? undefined : await destinationOf(file);
    const output = new Output(options.json ?? false);
    const client = makeClient({ url: await gatewayUrl(process.env), key: token }, options);
    const progress = new Progress();
    const written: Written = { pages: 0, bytes: 0, versions: 0 };
    try {
        const lines = toLines(client, written, progress);
        await (destination === undefined ? writeOut(lines) : writeLines(destination, lines));
    } catch (error) {
        progress.clear();
        // The error says what happened to the file.
        if (written.pages > 0 && !(error instanceof CommandError)) {
            output.say(
                destination?.file === undefined ? 'The export is incomplete.' : `Nothing was written to ${file}.`
            );
        }
        throw error;
    }
    progress.clear();
    const { manifest, pages, bytes } = written;
    const counts = `documents: ${manifest?.document_count}, versions: ${manifest?.version_count}`;
    output.say(`Exported ${formatSize(bytes)}${destination === undefined ? '' : ` to ${file}`} (${counts}).`);
    if (destination !== undefined) {
        output.result({ manifest, pages, bytes }, () => undefined);
    }
}

/** Writes to a file, which then is no longer what it was for `put`, or to a device or a pipe. */
async function writeLines(destination: Destination, lines: AsyncIterable<string>): Promise<void> {
    const { file } = destination;
    const beforeReplacing = async () => file && new FileRecord(file.canonicalPath).forget();
    await writeTo(destination, lines, { mode: OWNER_ONLY, beforeReplacing });
}

/** Writes to standard output. If its reader goes away before the end, the exit code says that the output is incomplete. */
async function writeOut(lines: AsyncIterable<string>): Promise<void> {
    process.exitCode = EXIT.failure;
    await pipeline(process.stdout.isTTY ? shown(lines) : lines, process.stdout, { end: false });
    process.exitCode = EXIT.success;
}

/** A terminal would obey control characters in the texts. */
async function* shown(lines: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    for await (const line of lines) {
        yield shownJson(line);
    }
}

/** Returns the lines of an export, and notes what they contain. */
async function* toLines(
    client: SanyamClient,
    written: Written,
    progress: Progress
): AsyncGenerator<string, void, undefined> {
    for await (const page of client.exportPages()) {
        const line = `${JSON.stringify(page)}\n`;
        written.manifest ??= page.manifest ?? undefined;
        written.pages++;
        written.bytes += Buffer.byteLength(line);
        written.versions += page.items.filter(item => item.kind === 'version' && item.data.content_ends).length;
        const { bytes, versions, manifest } = written;
        progress.show(`Exporting … ${formatSize(bytes)}, version ${versions} of ${manifest?.version_count}`);
        yield line;
    }
}
