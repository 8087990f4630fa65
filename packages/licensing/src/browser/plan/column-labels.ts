// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

/** A line of the comparison: a column of `tier_limits`. */
export interface ComparedColumn {
    readonly column: string;
    readonly label: string;
    /** The column of the feature without which the limit does not count. */
    readonly feature?: string;
    /** Whether the feature is still to be built. The line is there once a package contributes the feature. */
    readonly isPlanned?: boolean;
}

const HISTORY = 'has_document_versioning';

/** What users call the columns, in an order for readers. It decides nothing: a column without a label is shown by its name. */
export const COLUMN_LABELS: readonly ComparedColumn[] = [
    { column: 'max_documents', label: nls.localize('sanyam/plan/documents', 'Documents') },
    { column: 'max_storage_bytes', label: nls.localize('sanyam/plan/storage', 'Storage') },
    { column: 'max_document_size_bytes', label: nls.localize('sanyam/plan/documentSize', 'Size of a document') },
    { column: 'max_versions_per_document', label: nls.localize('sanyam/plan/versions', 'Versions of a document') },
    {
        column: 'version_retention_days',
        label: nls.localize('sanyam/plan/versionDays', 'Versions are kept for'),
        feature: HISTORY
    },
    { column: 'trash_retention_days', label: nls.localize('sanyam/plan/trashDays', 'The trash is kept for') },
    { column: 'api_rate_limit_per_hour', label: nls.localize('sanyam/plan/requests', 'API requests in an hour') },
    { column: 'has_cloud_storage', label: nls.localize('sanyam/plan/cloudStorage', 'Cloud documents') },
    { column: 'has_cloud_auth', label: nls.localize('sanyam/plan/cloudAuth', 'Sign-in') },
    { column: 'has_document_sharing', label: nls.localize('sanyam/plan/sharing', 'Sharing') },
    { column: HISTORY, label: nls.localize('sanyam/plan/versioning', 'Version history') },
    { column: 'has_api_keys', label: nls.localize('sanyam/plan/apiKeys', 'API keys') },
    { column: 'has_document_recovery', label: nls.localize('sanyam/plan/recovery', 'Restore from the trash') },
    {
        column: 'has_realtime_collaboration',
        label: nls.localize('sanyam/plan/realtime', 'Live collaboration'),
        isPlanned: true
    },
    { column: 'has_azure_ad', label: nls.localize('sanyam/plan/azureAd', 'Sign-in with Azure AD') }
];
