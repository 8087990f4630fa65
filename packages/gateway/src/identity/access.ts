// SPDX-License-Identifier: MIT

import { type ApiKeyScope, CloudError } from '@sanyam/types';
import type { Caller } from './caller';

/** Who may call an operation: everyone, every caller, a session, or a session or an API key with the scope. */
export type Access = 'everyone' | 'caller' | 'session' | { readonly scope: ApiKeyScope };

/** @throws CloudError FORBIDDEN for an API key when only a session may call, INSUFFICIENT_SCOPE without the scope */
export function requireAccess(access: Access, caller: Caller): void {
    if (caller.kind === 'session') {
        return;
    }
    if (access === 'session') {
        throw new CloudError('FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
    }
    if (typeof access === 'object' && !caller.scopes.includes(access.scope)) {
        const message = `This API key lacks the scope “${access.scope}”. Create a key that has it.`;
        throw new CloudError('INSUFFICIENT_SCOPE', message, { required_scope: access.scope });
    }
}
