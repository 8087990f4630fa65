// SPDX-License-Identifier: MIT

import { CloudAccount } from './account/cloud-account';
import { CloudApiKeys } from './api-keys/cloud-api-keys';
import { CloudDocuments } from './documents/cloud-documents';
import { CloudOwnership } from './ownership/cloud-ownership';
import type { DatabaseSession } from './session/database-session';
import { CloudShares } from './shares/cloud-shares';
import { CloudTrash } from './trash/cloud-trash';
import { CloudVersions } from './versions/cloud-versions';

/**
 * The cloud as one user sees it, by noun. Nothing else calls the database's functions for users. Each part checks what
 * it sends, because JSON or PostgreSQL would change some texts, and the user can still mend them here. It checks what
 * comes back, because the server may be of another release.
 */
export class CloudDocumentStore {
    readonly documents: CloudDocuments;
    readonly versions: CloudVersions;
    readonly shares: CloudShares;
    readonly ownership: CloudOwnership;
    readonly trash: CloudTrash;
    readonly apiKeys: CloudApiKeys;
    readonly account: CloudAccount;

    constructor(session: DatabaseSession) {
        this.documents = new CloudDocuments(session);
        this.versions = new CloudVersions(session);
        this.shares = new CloudShares(session);
        this.ownership = new CloudOwnership(session);
        this.trash = new CloudTrash(session);
        this.apiKeys = new CloudApiKeys(session);
        this.account = new CloudAccount(session);
    }
}
