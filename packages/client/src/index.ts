// SPDX-License-Identifier: MIT

export type {
    AccountOverview,
    ApiKey,
    ApiKeyScope,
    CloudDocument,
    CloudDocumentWithContent,
    DocumentChangeBody,
    DocumentShare,
    DocumentShareList,
    DocumentVersion,
    DocumentVersionWithContent,
    ExportItem,
    ExportManifest,
    ExportPage,
    FolderList,
    FolderMoveBody,
    FoundDocument,
    NewApiKey,
    NewApiKeyBody,
    NewDocumentBody,
    NewShareBody,
    TextMatch,
    TierLimits
} from '@sanyam/types';
export type { ExportOptions } from './client/account-export';
export type { ApiKeys } from './client/api-keys';
export type { ChangeOptions } from './client/conditional-change';
export type { Clock } from './client/clock';
export type { CallOptions, ConnectionOptions } from './client/connection';
export type { DocumentPage, DocumentQuery, Documents, ReadOptions, SearchPage, SearchQuery } from './client/documents';
export type { FolderQuery, Folders } from './client/folders';
export type { IdempotencyOptions } from './client/idempotency';
export type { Page, PagedList, PageQuery } from './client/paged-list';
export { SanyamClient } from './client/sanyam-client';
export { ConflictError, RateLimitError, SanyamError, type SanyamErrorCode } from './client/sanyam-error';
export type { Shares } from './client/shares';
export type { Versions } from './client/versions';
