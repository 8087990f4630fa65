// SPDX-License-Identifier: MIT

import type { AuthSession } from './auth-session';

/** Returns a signal that aborts when a user signs in or out: what a notice or a question says of the present session ends with it. */
export function untilSessionChanges(session: Pick<AuthSession, 'user' | 'onDidChange'>): AbortSignal {
    const userId = session.user?.id;
    const over = new AbortController();
    const subscription = session.onDidChange(({ kind, user }) => {
        if (kind === 'signed-in' || user?.id !== userId) {
            subscription.dispose();
            over.abort();
        }
    });
    return over.signal;
}
