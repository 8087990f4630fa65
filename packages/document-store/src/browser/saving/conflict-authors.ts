// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession } from '@sanyam/types';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { SaveConflict } from '../editor/cloud-document-resource';

/** Versions that are asked for who made them. The author of the newest one usually is that of the first. */
const PAGE_SIZE = 10;

/** Knows who saved the version that a text is in conflict with. */
@injectable()
export class ConflictAuthors {
    /** Without a cloud, there is none, and no conflict. */
    @inject(CloudDocumentStore)
    @optional()
    protected readonly store: Pick<CloudDocumentStore, 'versions'> | undefined;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Returns whether the user saved the version, in another window or by a program. */
    isOwn({ updatedBy }: SaveConflict): boolean {
        return updatedBy !== null && updatedBy === this.session?.user?.id;
    }

    /**
     * Returns the address of who saved the version. Undefined if that is the user, or if the cloud does not tell: it names
     * the owner, and to the owner those with whom the document is shared.
     */
    async addressOf(documentId: string, conflict: SaveConflict): Promise<string | undefined> {
        if (conflict.updatedBy === null || this.isOwn(conflict)) {
            return undefined;
        }
        try {
            const page = await this.store?.versions.list(documentId, { page_size: PAGE_SIZE });
            const version = page?.items.find(({ created_by }) => created_by === conflict.updatedBy);
            return version?.created_by_email ?? undefined;
        } catch (error) {
            // The conflict can be decided without the name.
            console.info('Could not read who saved the version in the cloud.', error);
            return undefined;
        }
    }
}
