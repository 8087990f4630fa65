// SPDX-License-Identifier: MIT

import { CloudError, type UnauthorizedDetails } from '@sanyam/types';

export type UnauthorizedReason = UnauthorizedDetails['reason'];

const SENTENCES: Record<UnauthorizedReason, string> = {
    missing: 'Send an access token or an API key as “Authorization: Bearer …”.',
    malformed: 'The Authorization header contains neither an access token nor an API key.',
    expired: 'This token or key has expired. Sign in again, or create a new key.',
    invalid: 'This token or key is not valid on this server.',
    revoked: 'This API key is revoked. Create a new key.'
};

export function unauthorized(reason: UnauthorizedReason, cause?: unknown): CloudError {
    return new CloudError('UNAUTHORIZED', SENTENCES[reason], { reason }, { cause });
}
