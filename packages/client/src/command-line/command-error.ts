// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { shownName } from './shown-line';
import { otherOwner } from './owner';
import { pathOf } from './path-of';
import { quoted } from './quoted';

/** The exit codes of `sanyam`. */
export const EXIT = {
    success: 0,
    failure: 1,
    usage: 2,
    notFound: 3,
    conflict: 4,
    notAllowed: 5,
    limit: 6,
    unreachable: 7
} as const;

/** A command failed before or without an answer of the gateway. */
export class CommandError extends Error {
    override readonly name: string = 'CommandError';

    /** @param code an error code in the style of the gateway, for the JSON output */
    constructor(
        readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
        readonly code: string,
        message: string,
        readonly details: Readonly<Record<string, unknown>> = {}
    ) {
        super(message);
    }
}

export function usageError(message: string): CommandError {
    return new CommandError(EXIT.usage, 'USAGE', message);
}

/** Returns an argument. A variable of a script that is empty would mean the present folder, or all documents. @throws CommandError */
export function given(argument: string, what: 'folder' | 'local folder'): string {
    if (argument === '') {
        const example = what === 'folder' ? '/ has all documents' : '. is the present folder';
        throw usageError(`The path of the ${what} is empty. Enter a path; ${example}.`);
    }
    return argument;
}

export function notSignedIn(message: string): CommandError {
    return new CommandError(EXIT.notAllowed, 'NOT_SIGNED_IN', message);
}

/** The number of documents of others that a message lists. */
const LISTED = 5;

const PLACES = { active: 'of yours', trashed: 'in your trash', shared: 'that is shared with you' } as const;

/**
 * Returns the error for a name that no document has.
 *
 * @param text the path, or the owner and the name, as on the command line
 * @param where where it was looked for
 * @param shared documents of others with this name
 */
export function missingName(text: string, where: keyof typeof PLACES, shared: readonly CloudDocument[]): CommandError {
    const lines = shared
        .slice(0, LISTED)
        .map(document => `  ${document.id}  ${otherOwner(document) ?? ''}/${shownName(document.name)}`);
    const advice = 'Others share documents with this name. To use one, enter its id, or its owner and name:';
    return new CommandError(
        EXIT.notFound,
        'DOCUMENT_NOT_FOUND',
        [
            `No document ${PLACES[where]} has the ${where !== 'shared' && text.includes('/') ? 'path' : 'name'} ${quoted(text)}.`,
            ...(lines.length > 0 ? [advice, ...lines] : [])
        ].join('\n'),
        lines.length > 0 ? { shared: shared.map(({ id }) => id) } : {}
    );
}

/** Returns the error for a folder that does not exist: no document is in it or below it. */
export function missingFolder(folder: string): CommandError {
    return new CommandError(EXIT.notFound, 'NOT_FOUND', `No folder of yours has the path ${quoted(folder)}.`);
}

/** Returns the error for a name that several documents have. */
export function ambiguousName(name: string, candidates: readonly CloudDocument[]): CommandError {
    const lines = candidates.map(({ id, owner_email, updated_at, folder, name: called }) =>
        [
            '  ',
            id,
            shownName(owner_email ?? ''),
            shownName(`/${pathOf({ folder, name: called })}`),
            `changed ${updated_at}`
        ].join('  ')
    );
    const paths = new Set(candidates.map(({ folder }) => folder));
    const advice = paths.size === candidates.length ? 'a path or an id' : 'an id';
    return new CommandError(
        EXIT.usage,
        'AMBIGUOUS_NAME',
        [`${candidates.length} documents have the name ${quoted(name)}. Use ${advice} instead:`, ...lines].join('\n'),
        { candidates: candidates.map(({ id }) => id) }
    );
}
