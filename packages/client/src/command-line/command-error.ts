// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

/** What the exit code of `sanyam` tells a script. */
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

/** A command cannot do what it was asked, and says why before any gateway does. */
export class CommandError extends Error {
    override readonly name: string = 'CommandError';

    /** @param code for whoever reads JSON, in the manner of the gateway's codes */
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

/** Several documents have the name that was given. */
export function ambiguousName(name: string, candidates: readonly CloudDocument[]): CommandError {
    const lines = candidates.map(({ id, owner_email, updated_at }) =>
        ['  ', id, owner_email ?? '', `changed ${updated_at}`].join('  ')
    );
    return new CommandError(
        EXIT.usage,
        'AMBIGUOUS_NAME',
        [`${candidates.length} documents are called “${name}”. Name one by its id:`, ...lines].join('\n'),
        { candidates: candidates.map(({ id }) => id) }
    );
}
