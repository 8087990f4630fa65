// SPDX-License-Identifier: MIT

import type { AuthSession, SessionChange } from './auth-session';

/** Calls a listener when another user signs in, and when nobody is signed in any more. */
export function onDidChangeUser(
    session: Pick<AuthSession, 'user' | 'onDidChange'> | undefined,
    listener: (change: SessionChange) => void
): void {
    let userId = session?.user?.id;
    session?.onDidChange(change => {
        if (change.user?.id !== userId) {
            userId = change.user?.id;
            listener(change);
        }
    });
}
