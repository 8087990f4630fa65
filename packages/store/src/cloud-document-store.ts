// SPDX-License-Identifier: MIT

import { CloudAccount } from './account/cloud-account';
import { CloudApiKeys } from './api-keys/cloud-api-keys';
import { CloudDocuments } from './documents/cloud-documents';
import { CloudFolders } from './folders/cloud-folders';
import { CloudOwnership } from './ownership/cloud-ownership';
import { CloudSearch } from './search/cloud-search';
import type { StoreOptions } from './session/database-functions';
import type { DatabaseSession } from './session/database-session';
import { CloudShares } from './shares/cloud-shares';
import { CloudTiers } from './tiers/cloud-tiers';
import { CloudTrash } from './trash/cloud-trash';
import { CloudVersions } from './versions/cloud-versions';

/**
 * The cloud as one user sees it. Only this class calls the database's functions for users. It checks arguments before
 * it sends them, because JSON or PostgreSQL would change some text, unless the program has already checked them. It
 * checks answers, because the server may have another release.
 */
export class CloudDocumentStore {
    readonly documents: CloudDocuments;
    readonly folders: CloudFolders;
    readonly search: CloudSearch;
    readonly versions: CloudVersions;
    readonly shares: CloudShares;
    readonly ownership: CloudOwnership;
    readonly trash: CloudTrash;
    readonly apiKeys: CloudApiKeys;
    readonly account: CloudAccount;
    readonly tiers: CloudTiers;

    constructor(session: DatabaseSession, options: StoreOptions = {}) {
        this.documents = new CloudDocuments(session, options);
        this.folders = new CloudFolders(session, options);
        this.search = new CloudSearch(session, options);
        this.versions = new CloudVersions(session, options);
        this.shares = new CloudShares(session, options);
        this.ownership = new CloudOwnership(session, options);
        this.trash = new CloudTrash(session, options);
        this.apiKeys = new CloudApiKeys(session, options);
        this.account = new CloudAccount(session, options);
        this.tiers = new CloudTiers(session, options);
    }
}
