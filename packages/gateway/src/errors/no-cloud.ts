// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** Returns the error for a request that needs a cloud when none is configured. */
export function noCloud(): CloudError {
    return new CloudError(
        'CLOUD_NOT_CONFIGURED',
        'No cloud is configured for this gateway. Its operator can set SUPABASE_URL and SUPABASE_ANON_KEY.'
    );
}
