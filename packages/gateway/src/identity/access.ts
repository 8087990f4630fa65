// SPDX-License-Identifier: MIT

import { type ApiKeyScope, CloudError, missingScopeSentence, SESSION_ONLY_SENTENCE } from '@sanyam/types';
import type { Caller } from './caller';

/** Who may call an operation: everyone, every caller, a session, or a session or an API key with the scope. */
export type Access = 'everyone' | 'caller' | 'session' | { readonly scope: ApiKeyScope };

/** @throws CloudError FORBIDDEN when only a session with all rights may call, INSUFFICIENT_SCOPE without the scope */
export function requireAccess(access: Access, caller: Caller): void {
    if (access === 'session') {
        if (caller.kind !== 'session' || caller.isScoped) {
            throw new CloudError('FORBIDDEN', SESSION_ONLY_SENTENCE);
        }
    } else if (typeof access === 'object' && caller.kind === 'api-key' && !caller.scopes.includes(access.scope)) {
        throw new CloudError('INSUFFICIENT_SCOPE', missingScopeSentence(access.scope), {
            required_scope: access.scope
        });
    }
}
