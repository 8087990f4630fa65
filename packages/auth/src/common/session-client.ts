// SPDX-License-Identifier: MIT

import { GoTrueClient } from '@supabase/auth-js';

/** The auth client, able to try again at once. */
export class SessionClient extends GoTrueClient {
    /**
     * Forgets that refreshing the token failed. The auth client repeats such a failure for a minute without asking
     * the server, so that a user whose network is back would still be told that it is not.
     */
    forgetRefreshFailure(): void {
        this.lastRefreshFailure = null;
    }
}
