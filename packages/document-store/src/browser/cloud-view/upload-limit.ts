// SPDX-License-Identifier: MIT

import { CloudError, LARGEST_DOCUMENT, type AccountOverview } from '@sanyam/types';
import { shownSize } from '../sentences/shown-size';

/** What the error of a plan's limit has, so that {@link PlanOffers} offers a larger plan. */
const PLANS = '/pricing';

/**
 * Refuses a file before anything of it is read: a window that reads a large one into its memory dies before the cloud can
 * refuse it.
 *
 * @param overview of the user's account; undefined if it is not known
 * @throws CloudError DOCUMENT_TOO_LARGE with an English sentence, as the cloud's, which is translated where it shows
 */
export function checkUploadSize(size: number, overview: AccountOverview | undefined): void {
    const allowed = overview?.tier_limits.max_document_size_bytes ?? null;
    if (overview !== undefined && allowed !== null && size > allowed) {
        throw new CloudError(
            'DOCUMENT_TOO_LARGE',
            `The file has ${shownSize(size)}. Your plan allows documents of ${shownSize(allowed)}.`,
            { size, limit: allowed, tier: overview.profile.tier, upgrade_url: PLANS }
        );
    }
    if (size > LARGEST_DOCUMENT) {
        throw new CloudError(
            'DOCUMENT_TOO_LARGE',
            `The file has ${shownSize(size)}. A cloud document can have at most ${shownSize(LARGEST_DOCUMENT)}.`,
            { size, limit: LARGEST_DOCUMENT }
        );
    }
}
