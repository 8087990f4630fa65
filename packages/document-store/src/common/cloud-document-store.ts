// SPDX-License-Identifier: MIT

import {
    accountOverviewSchema,
    CloudError,
    cloudDocumentSchema,
    cloudDocumentWithContentSchema,
    documentNameSchema,
    documentPageSchema,
    languageIdSchema,
    MAX_VERSION,
    storableTextSchema,
    type AccountOverview,
    type CloudDocument,
    type CloudDocumentWithContent,
    type DocumentPage
} from '@sanyam/types';
import { z } from 'zod';
import type { DatabaseSession } from './database-session';
import type { DocumentChange, DocumentQuery, DocumentStore, NewDocument } from './document-store';

const newDocumentSchema = z.object({
    name: documentNameSchema,
    language_id: languageIdSchema,
    content: storableTextSchema,
    idempotency_key: z.string().min(1).max(255).optional()
});

const documentChangeSchema = z.object({
    name: documentNameSchema.optional(),
    language_id: languageIdSchema.optional(),
    content: storableTextSchema.optional(),
    base_version: z.int().min(0).max(MAX_VERSION).optional(),
    origin: z.enum(['save', 'autosave']).optional()
});

/**
 * The cloud's documents: the one class that knows the database's functions. What comes in is checked before it is
 * sent, because a text that JSON or PostgreSQL would change is best refused where the user can still mend it; what
 * comes back is checked because the server may be of another release.
 */
export class CloudDocumentStore implements DocumentStore {
    constructor(private readonly session: DatabaseSession) {}

    async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        const functionArguments = validated(newDocumentSchema, document);
        return answered(cloudDocumentSchema, await this.session.call('create_document', functionArguments, signal));
    }

    async read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent> {
        const answer = await this.session.call('read_document', { document_id: documentId }, signal);
        return answered(cloudDocumentWithContentSchema, answer);
    }

    async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        const functionArguments = { document_id: documentId, ...validated(documentChangeSchema, change) };
        return answered(cloudDocumentSchema, await this.session.call('save_document', functionArguments, signal));
    }

    async list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage> {
        return answered(documentPageSchema, await this.session.call('list_documents', { ...query }, signal));
    }

    async trash(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        const functionArguments = { document_id: documentId, base_version: baseVersion };
        return answered(cloudDocumentSchema, await this.session.call('trash_document', functionArguments));
    }

    async accountOverview(): Promise<AccountOverview> {
        return answered(accountOverviewSchema, await this.session.call('my_account', {}));
    }
}

function validated<T>(schema: z.ZodType<T>, value: unknown): T {
    const result = schema.safeParse(value);
    if (result.success) {
        return result.data;
    }
    const fields: Record<string, string[]> = {};
    for (const { path, message } of result.error.issues) {
        (fields[path.join('.')] ??= []).push(message);
    }
    throw new CloudError('VALIDATION_ERROR', result.error.issues[0]?.message ?? 'The document is invalid.', { fields });
}

function answered<T>(schema: z.ZodType<T>, answer: unknown): T {
    const result = schema.safeParse(answer);
    if (result.success) {
        return result.data;
    }
    throw new CloudError(
        'INTERNAL_ERROR',
        'The cloud answered something unexpected. Is it of another release than this IDE?',
        {},
        { cause: result.error }
    );
}
