// SPDX-License-Identifier: MIT

import { GoTrueClient } from '@supabase/auth-js';

/** The auth client, with an immediate retry after a failed refresh. */
export class SessionClient extends GoTrueClient {
    /**
     * Clears the last refresh error. The auth client returns that error for a minute without a request, so the user
     * would see it even after the network is back.
     */
    forgetRefreshFailure(): void {
        this.lastRefreshFailure = null;
    }
}
