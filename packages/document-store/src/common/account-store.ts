// SPDX-License-Identifier: MIT

import type { AccountExport, AccountOverviewSource } from '@sanyam/types';

/** The user's account as a whole. Every method rejects with a `CloudError`, with UNAUTHORIZED when nobody is signed in. */
export const AccountStore = Symbol('AccountStore');
export interface AccountStore extends AccountOverviewSource {
    /**
     * Everything that is the user's, texts and history included, in one answer. An API key does not do.
     *
     * @throws CloudError FORBIDDEN, DOCUMENT_TOO_LARGE when there is more than one answer holds
     */
    exportMyData(signal?: AbortSignal): Promise<AccountExport>;
    /**
     * Deletes the user, and all that is theirs, at once and for good. The session is worth nothing afterwards. An API
     * key does not do.
     *
     * @throws CloudError FORBIDDEN
     */
    deleteMyAccount(): Promise<void>;
}
