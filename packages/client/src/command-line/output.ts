// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { RateLimitError, SanyamError } from '../client/sanyam-error';
import { CommandError } from './command-error';
import { MOST_FIELDS, shownJson, shownName, shownSentence, shownText } from './shown-line';
import { pathOf } from './path-of';

/** Writes results to standard output, and messages to standard error. */
export class Output {
    /** @param asJson whether results and errors are JSON */
    constructor(private readonly asJson: boolean) {}

    /** Writes a result as JSON, or calls `show`. */
    result(value: unknown, show: () => void): void {
        if (this.asJson) {
            process.stdout.write(`${shownJson(JSON.stringify(value, undefined, 2))}\n`);
        } else {
            show();
        }
    }

    /** Writes rows: with headings and aligned columns on a terminal, otherwise separated by tabs. */
    table(headings: readonly string[], rows: readonly (readonly string[])[]): void {
        const shown = rows.map(row => row.map(shownName));
        const all = process.stdout.isTTY ? aligned([headings, ...shown]) : shown.map(row => row.join('\t'));
        process.stdout.write(all.map(line => `${line}\n`).join(''));
    }

    /** Writes a row for each document, and before them one for each folder, which has only a path. */
    documents(documents: readonly CloudDocument[], folders: readonly string[] = []): void {
        const rows = documents.map(
            ({ id, version, updated_at, size_bytes, language_id, owner_email, folder, name }) => [
                id,
                String(version),
                toSeconds(updated_at),
                String(size_bytes),
                language_id,
                owner_email ?? '',
                pathOf({ folder, name })
            ]
        );
        this.table(
            ['ID', 'VERSION', 'CHANGED', 'BYTES', 'LANGUAGE', 'OWNER', 'NAME'],
            [...folders.map(path => ['', '', '', '', '', '', `${path}/`]), ...rows]
        );
    }

    /** Writes a text: unchanged to a file or a pipe, and as {@link shownText} to a terminal, which would obey it. */
    text(text: string): void {
        process.stdout.write(process.stdout.isTTY ? shownText(text) : text);
    }

    say(message: string): void {
        process.stderr.write(`${shownText(message)}\n`);
    }

    /** Waits for work that the command does not depend on, and writes a warning when it fails. */
    async orWarn(work: Promise<unknown>, warning: string): Promise<void> {
        try {
            await work;
        } catch (error) {
            this.say(`Warning: ${warning}: ${messageOf(error)}.`);
        }
    }

    failure(error: unknown): void {
        if (!this.asJson) {
            this.say([`sanyam: ${messageOf(error)}`, ...fieldsOf(error)].join('\n'));
            return;
        }
        const known = error instanceof SanyamError || error instanceof CommandError ? error : undefined;
        const { code = 'FAILURE', details = {} } = known ?? {};
        const requestId = error instanceof SanyamError ? { request_id: error.requestId } : {};
        this.say(shownJson(JSON.stringify({ error: { code, message: messageOf(error), details, ...requestId } })));
    }
}

function aligned(rows: readonly (readonly string[])[]): string[] {
    const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map(row => lengthOf(row[column] ?? '')))) ?? [];
    return rows.map(row =>
        row
            .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
            .join('  ')
            .trimEnd()
    );
}

function lengthOf(text: string): number {
    return Array.from(text).length;
}

/** Returns a time without fractions of a second. */
export function toSeconds(timestamp: string): string {
    return timestamp.replace(/\.\d+/, '');
}

/** Returns the message of an error. One of a server is on one line. */
export function messageOf(error: unknown): string {
    if (error instanceof SanyamError) {
        return shownSentence(error.message);
    }
    return error instanceof Error ? error.message : String(error);
}

/** Returns a line for each invalid field that the gateway reports, or when there is room again. */
function fieldsOf(error: unknown): string[] {
    if (error instanceof RateLimitError) {
        return [`  There is room again at ${shownSentence(toSeconds(error.resetAt))}.`];
    }
    const fields: unknown = error instanceof SanyamError ? error.details['fields'] : undefined;
    return typeof fields === 'object' && fields !== null
        ? Object.entries(fields)
              .slice(0, MOST_FIELDS)
              .map(([field, messages]) => `  ${shownSentence(`${field}: ${String(messages)}`)}`)
        : [];
}
