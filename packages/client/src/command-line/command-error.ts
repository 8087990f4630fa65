// SPDX-License-Identifier: MIT

import { type CloudDocument, withVisibleCharacters } from '@sanyam/types';
import { otherOwner } from './owner';
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

export function notSignedIn(message: string): CommandError {
    return new CommandError(EXIT.notAllowed, 'NOT_SIGNED_IN', message);
}

/** The number of documents of others that a message lists. */
const LISTED = 5;

/**
 * Returns the error for a name that no document has.
 *
 * @param text the name, or the owner and the name, as on the command line
 * @param shared documents of others with this name
 */
export function missingName(text: string, state: 'active' | 'trashed', shared: readonly CloudDocument[]): CommandError {
    const place = text.includes('/') ? 'that is shared with you' : state === 'trashed' ? 'in your trash' : 'of yours';
    const lines = shared
        .slice(0, LISTED)
        .map(document => `  ${document.id}  ${otherOwner(document) ?? ''}/${withVisibleCharacters(document.name)}`);
    const advice = 'Others share documents with this name. To use one, enter its id, or its owner and name:';
    return new CommandError(
        EXIT.notFound,
        'DOCUMENT_NOT_FOUND',
        [`No document ${place} has the name ${quoted(text)}.`, ...(lines.length > 0 ? [advice, ...lines] : [])].join(
            '\n'
        ),
        lines.length > 0 ? { shared: shared.map(({ id }) => id) } : {}
    );
}

/** Returns the error for a name that several documents have. */
export function ambiguousName(name: string, candidates: readonly CloudDocument[]): CommandError {
    const lines = candidates.map(({ id, owner_email, updated_at }) =>
        ['  ', id, withVisibleCharacters(owner_email ?? ''), `changed ${updated_at}`].join('  ')
    );
    return new CommandError(
        EXIT.usage,
        'AMBIGUOUS_NAME',
        [`${candidates.length} documents have the name ${quoted(name)}. Use an id instead:`, ...lines].join('\n'),
        { candidates: candidates.map(({ id }) => id) }
    );
}
