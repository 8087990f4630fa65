// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';

/** Calls a listener when another user signs in, and when nobody is signed in any more. */
export function onDidChangeUser(
    session: Pick<AuthSession, 'user' | 'onDidChange'> | undefined,
    listener: () => void
): void {
    let userId = session?.user?.id;
    session?.onDidChange(({ user }) => {
        if (user?.id !== userId) {
            userId = user?.id;
            listener();
        }
    });
}
