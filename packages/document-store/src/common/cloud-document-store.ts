// SPDX-License-Identifier: MIT

import {
    accountExportSchema,
    accountOverviewSchema,
    apiKeyPageSchema,
    apiKeySchema,
    cloudDocumentSchema,
    cloudDocumentWithContentSchema,
    documentPageSchema,
    documentShareListSchema,
    documentVersionPageSchema,
    documentVersionSchema,
    documentVersionWithContentSchema,
    newApiKeySchema,
    ownershipOfferListSchema,
    sharedDocumentSchema,
    type AccountExport,
    type AccountOverview,
    type ApiKey,
    type ApiKeyPage,
    type CloudDocument,
    type CloudDocumentWithContent,
    type DocumentPage,
    type DocumentShareList,
    type DocumentVersion,
    type DocumentVersionPage,
    type DocumentVersionWithContent,
    type NewApiKey,
    type OwnershipOffer,
    type SharedDocument
} from '@sanyam/types';
import { z } from 'zod';
import type { AccountStore } from './account-store';
import type { ApiKeyRequest, ApiKeyStore } from './api-key-store';
import { answered, validated } from './checked';
import type { DatabaseSession, FunctionArguments } from './database-session';
import type { DocumentChange, DocumentQuery, DocumentStore, NewDocument, PageQuery } from './document-store';
import type { NewShare, ShareStore } from './share-store';
import * as Arguments from './store-arguments';
import type { TrashStore } from './trash-store';
import type { VersionStore } from './version-store';

/**
 * The cloud as one user sees it: the one class that knows the database's functions for users. What comes in is checked
 * before it is sent, because a text that JSON or PostgreSQL would change is best refused where the user can still mend
 * it; what comes back is checked because the server may be of another release.
 */
export class CloudDocumentStore
    implements DocumentStore, TrashStore, VersionStore, ShareStore, ApiKeyStore, AccountStore
{
    constructor(private readonly session: DatabaseSession) {}

    async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        const functionArguments = validated(Arguments.newDocumentSchema, document);
        return this.ask(cloudDocumentSchema, 'create_document', functionArguments, signal);
    }

    async read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent> {
        const functionArguments = validated(Arguments.documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentWithContentSchema, 'read_document', functionArguments, signal);
    }

    async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        const functionArguments = validated(Arguments.documentChangeSchema, { document_id: documentId, ...change });
        return this.ask(cloudDocumentSchema, 'save_document', functionArguments, signal);
    }

    async list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage> {
        const functionArguments = validated(Arguments.documentQuerySchema, query);
        return this.ask(documentPageSchema, 'list_documents', functionArguments, signal);
    }

    async trash(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        const functionArguments = { document_id: documentId, base_version: baseVersion };
        return this.ask(
            cloudDocumentSchema,
            'trash_document',
            validated(Arguments.documentTrashSchema, functionArguments)
        );
    }

    async restore(documentId: string): Promise<CloudDocument> {
        const functionArguments = validated(Arguments.documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentSchema, 'restore_document', functionArguments);
    }

    async purge(documentId: string): Promise<void> {
        const functionArguments = validated(Arguments.documentReferenceSchema, { document_id: documentId });
        await this.session.call('purge_document', functionArguments);
    }

    async emptyTrash(): Promise<number> {
        return this.ask(z.int().nonnegative(), 'empty_trash', {});
    }

    async listVersions(documentId: string, query: PageQuery = {}, signal?: AbortSignal): Promise<DocumentVersionPage> {
        const functionArguments = validated(Arguments.versionQuerySchema, { document_id: documentId, ...query });
        return this.ask(documentVersionPageSchema, 'list_versions', functionArguments, signal);
    }

    async readVersion(
        documentId: string,
        versionNumber: number,
        signal?: AbortSignal
    ): Promise<DocumentVersionWithContent> {
        const reference = { document_id: documentId, version_number: versionNumber };
        const functionArguments = validated(Arguments.versionReferenceSchema, reference);
        return this.ask(documentVersionWithContentSchema, 'read_version', functionArguments, signal);
    }

    async restoreVersion(documentId: string, versionNumber: number, baseVersion?: number): Promise<CloudDocument> {
        const restore = { document_id: documentId, version_number: versionNumber, base_version: baseVersion };
        return this.ask(cloudDocumentSchema, 'restore_version', validated(Arguments.versionRestoreSchema, restore));
    }

    async nameVersion(documentId: string, versionNumber: number, name: string | null): Promise<DocumentVersion> {
        const naming = { document_id: documentId, version_number: versionNumber, name };
        return this.ask(documentVersionSchema, 'name_version', validated(Arguments.versionNameSchema, naming));
    }

    async share(documentId: string, share: NewShare): Promise<SharedDocument> {
        const functionArguments = validated(Arguments.newShareSchema, { document_id: documentId, ...share });
        return this.ask(sharedDocumentSchema, 'share_document', functionArguments);
    }

    async listShares(documentId: string): Promise<DocumentShareList> {
        const functionArguments = validated(Arguments.documentReferenceSchema, { document_id: documentId });
        return this.ask(documentShareListSchema, 'list_shares', functionArguments);
    }

    async revokeShare(shareId: string, documentId?: string): Promise<void> {
        const reference = { share_id: shareId, document_id: documentId };
        await this.session.call('revoke_share', validated(Arguments.shareReferenceSchema, reference));
    }

    async offerOwnership(documentId: string, email: string | null): Promise<CloudDocument> {
        const functionArguments = validated(Arguments.newOwnershipOfferSchema, { document_id: documentId, email });
        return this.ask(cloudDocumentSchema, 'offer_ownership', functionArguments);
    }

    async acceptOwnership(documentId: string): Promise<CloudDocument> {
        const functionArguments = validated(Arguments.documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentSchema, 'accept_ownership', functionArguments);
    }

    async listOwnershipOffers(): Promise<OwnershipOffer[]> {
        return this.ask(ownershipOfferListSchema, 'list_ownership_offers', {});
    }

    async createApiKey(request: ApiKeyRequest): Promise<NewApiKey> {
        return this.ask(newApiKeySchema, 'create_api_key', validated(Arguments.apiKeyRequestSchema, request));
    }

    async listApiKeys(query: PageQuery = {}, signal?: AbortSignal): Promise<ApiKeyPage> {
        return this.ask(apiKeyPageSchema, 'list_api_keys', validated(Arguments.pageQuerySchema, query), signal);
    }

    async readApiKey(keyId: string, signal?: AbortSignal): Promise<ApiKey> {
        const functionArguments = validated(Arguments.apiKeyReferenceSchema, { key_id: keyId });
        return this.ask(apiKeySchema, 'read_api_key', functionArguments, signal);
    }

    async revokeApiKey(keyId: string): Promise<ApiKey> {
        return this.ask(apiKeySchema, 'revoke_api_key', validated(Arguments.apiKeyReferenceSchema, { key_id: keyId }));
    }

    async accountOverview(): Promise<AccountOverview> {
        return this.ask(accountOverviewSchema, 'my_account', {});
    }

    async exportMyData(signal?: AbortSignal): Promise<AccountExport> {
        return this.ask(accountExportSchema, 'export_my_data', {}, signal);
    }

    async deleteMyAccount(): Promise<void> {
        await this.session.call('delete_my_account', {});
    }

    private async ask<T>(
        schema: z.ZodType<T>,
        functionName: string,
        functionArguments: FunctionArguments,
        signal?: AbortSignal
    ): Promise<T> {
        return answered(schema, await this.session.call(functionName, functionArguments, signal));
    }
}
