// SPDX-License-Identifier: MIT

import { CloudError, readOnlyDetailsSchema, type AccountOverview } from '@sanyam/types';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { AccountUsage } from '../cloud-view/account-usage';

/** What the user's plan has to do with a save that was refused. */
export interface PlanPart {
    /** Why the save was refused. The cloud says of a limit what it says to everybody; this speaks to the owner. */
    readonly error: unknown;
    /** Whether the user's own plan is why, so that another one helps. */
    readonly isOwnLimit: boolean;
    /** Whether the plan has room for another document, as far as it is known. */
    readonly hasRoom: boolean;
}

/** Finds out what the user's plan has to do with a refused save. */
@injectable()
export class PlanRoom {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    /** Without a cloud, it is not bound. */
    @inject(AccountUsage)
    @optional()
    protected readonly usage: AccountUsage | undefined;

    async of(documentId: string, error: unknown): Promise<PlanPart> {
        const overview = await this.usage?.fresh();
        const limit = overview?.tier_limits.max_documents ?? null;
        if (overview === undefined || limit === null) {
            return { error, isOwnLimit: false, hasRoom: true };
        }
        const hasRoom = overview.usage.document_count < limit;
        const isOwnLimit = isOverLimit(error) && (await this.isOwn(documentId));
        return { error: isOwnLimit ? ownError(overview, limit) : error, isOwnLimit, hasRoom };
    }

    private async isOwn(documentId: string): Promise<boolean> {
        try {
            return (await this.documents.read(documentId)).permission === 'owner';
        } catch {
            return false;
        }
    }
}

function isOverLimit(error: unknown): boolean {
    return (
        CloudError.is(error, 'DOCUMENT_READ_ONLY') &&
        readOnlyDetailsSchema.safeParse(error.details).data?.reason === 'over_limit'
    );
}

/** With as many documents as the plan allows, none is read-only. */
function ownError({ profile, usage }: AccountOverview, limit: number): CloudError {
    const { document_count: count } = usage;
    return new CloudError(
        'DOCUMENT_READ_ONLY',
        `This document is read-only, because your plan (${profile.tier}) allows ${limit} documents, and you have ${count}. ` +
            `Move ${Math.max(count - limit, 1)} of them to the trash, or upgrade.`,
        { reason: 'over_limit' }
    );
}
