// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

/** Returns what to say when the session cannot be removed from this browser. */
export function signOutFailure(error: unknown): string {
    return nls.localize(
        'sanyam/auth/removeFailed',
        'Could not remove your session from this browser ({0}). To sign out, delete the data of this site in your browser settings.',
        error instanceof Error ? error.message : String(error)
    );
}
