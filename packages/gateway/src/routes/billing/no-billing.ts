// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** For whatever needs Stripe where it is not configured. */
export function noBilling(): CloudError {
    return new CloudError('CLOUD_NOT_CONFIGURED', 'Plans cannot be bought here: no payment service is set up.');
}
