// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** Why somebody is not let in; it stands in the details of UNAUTHORIZED. */
export type UnauthorizedReason = 'missing' | 'malformed' | 'expired' | 'invalid' | 'revoked';

const SENTENCES: Record<UnauthorizedReason, string> = {
    missing: 'Send an access token or an API key: “Authorization: Bearer …”.',
    malformed: 'The Authorization header holds neither an access token nor an API key.',
    expired: 'This token or key has expired. Sign in again, or make a new key.',
    invalid: 'This token or key is not valid here.',
    revoked: 'This API key has been revoked.'
};

export function unauthorized(reason: UnauthorizedReason, cause?: unknown): CloudError {
    return new CloudError('UNAUTHORIZED', SENTENCES[reason], { reason }, { cause });
}
