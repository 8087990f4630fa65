// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** Returns the error for a request that needs Stripe when it is not configured. */
export function noBilling(): CloudError {
    return new CloudError(
        'CLOUD_NOT_CONFIGURED',
        'Plans cannot be bought on this server, because no payment service is configured.'
    );
}
