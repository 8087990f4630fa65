// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { FailureSentences } from './many-documents';

/** Returns what failed when documents could not be downloaded. */
export function downloadFailures(): FailureSentences {
    return {
        one: name => nls.localize('sanyam/cloudView/downloadFailed', 'Could not download {0}', name),
        several: count =>
            nls.localize('sanyam/cloudView/downloadFailedSeveral', 'Could not download {0} documents', count)
    };
}
