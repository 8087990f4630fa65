// SPDX-License-Identifier: MIT

import { tierListSchema, tierPreviewSchema, tierSchema, type TierList, type TierPreview } from '@sanyam/types';
import { z } from 'zod';
import { DatabaseFunctions } from '../session/database-functions';

const tierReferenceSchema = z.object({ tier: tierSchema });

/** The tiers as a user compares them. Every method rejects with a `CloudError`: FORBIDDEN if the caller is an API key. */
export class CloudTiers extends DatabaseFunctions {
    /** Returns the rows of all tiers, the smallest first. */
    async list(signal?: AbortSignal): Promise<TierList> {
        return this.ask(tierListSchema, 'compare_tiers', {}, signal);
    }

    /**
     * Returns what would become of the user's data with a tier. Changes nothing.
     *
     * @throws CloudError VALIDATION_ERROR for a tier without a row
     */
    async preview(tier: string, signal?: AbortSignal): Promise<TierPreview> {
        return this.ask(tierPreviewSchema, 'preview_tier', this.checked(tierReferenceSchema, { tier }), signal);
    }
}
