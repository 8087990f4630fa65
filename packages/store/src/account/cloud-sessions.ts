// SPDX-License-Identifier: MIT

import { type UserSessions, userSessionsSchema } from '@sanyam/types';
import { DatabaseFunctions } from '../session/database-functions';

/** The devices on which the user is signed in. An API key cannot use them. Every method rejects with a `CloudError`. */
export class CloudSessions extends DatabaseFunctions {
    /** @throws CloudError UNAUTHORIZED also if this device was signed out from another one */
    async list(): Promise<UserSessions> {
        return this.ask(userSessionsSchema, 'list_my_sessions', {});
    }

    /**
     * Signs out a device. It can use its access token until that expires.
     *
     * @throws CloudError NOT_FOUND if it is signed out already
     */
    async end(sessionId: string): Promise<void> {
        await this.session.call('end_session', { session_id: sessionId });
    }
}
