// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** For whatever needs a cloud where none is configured. */
export function noCloud(): CloudError {
    return new CloudError(
        'CLOUD_NOT_CONFIGURED',
        'This gateway has no cloud. Its operator can set SUPABASE_URL and SUPABASE_ANON_KEY.'
    );
}
