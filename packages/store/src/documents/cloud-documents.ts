// SPDX-License-Identifier: MIT

import {
    cloudDocumentSchema,
    cloudDocumentWithContentSchema,
    documentNameSchema,
    documentPageSchema,
    folderPathSchema,
    idempotencyKeySchema,
    languageIdSchema,
    storableTextSchema,
    tierLimitsSchema,
    type CloudDocument,
    type CloudDocumentWithContent,
    type DocumentPage
} from '@sanyam/types';
import { z } from 'zod';
import { baseVersionSchema, documentReferenceSchema, documentAtVersionSchema, pageQuerySchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';
import type { DocumentChange, DocumentQuery, DocumentStore, NewDocument } from './document-store';

const newDocumentSchema = z.object({
    name: documentNameSchema,
    language_id: languageIdSchema,
    content: storableTextSchema,
    idempotency_key: idempotencyKeySchema.optional(),
    folder: folderPathSchema.optional()
});

const documentChangeSchema = documentReferenceSchema.extend({
    name: documentNameSchema.optional(),
    language_id: languageIdSchema.optional(),
    content: storableTextSchema.optional(),
    base_version: baseVersionSchema,
    origin: z.enum(['save', 'autosave']).optional(),
    folder: folderPathSchema.optional()
});

const documentQuerySchema = pageQuerySchema.extend({
    state: z.enum(['active', 'trashed']).optional(),
    include_shared: z.boolean().optional(),
    language_id: z.string().optional(),
    query: storableTextSchema.optional(),
    folder: folderPathSchema.optional(),
    below: z.boolean().optional()
});

const documentSizeLimitSchema = z.object({
    max_document_size_bytes: tierLimitsSchema.shape.max_document_size_bytes,
    is_owner: z.boolean()
});

/** The maximum size of a document in bytes of UTF-8 (null is unlimited), and whether it is of the caller's own plan. */
export type DocumentSizeLimit = z.infer<typeof documentSizeLimitSchema>;

const keyReferenceSchema = z.object({ idempotency_key: idempotencyKeySchema });
const keyUseSchema = z.object({ is_used: z.boolean() });

/** The user's documents in the cloud. */
export class CloudDocuments extends DatabaseFunctions implements DocumentStore {
    async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        return this.ask(cloudDocumentSchema, 'create_document', this.checked(newDocumentSchema, document), signal);
    }

    /**
     * Returns whether a request of the user has used this idempotency key in the last 24 hours.
     *
     * @throws CloudError INSUFFICIENT_SCOPE
     */
    async isKeyUsed(idempotencyKey: string): Promise<boolean> {
        const reference = this.checked(keyReferenceSchema, { idempotency_key: idempotencyKey });
        return (await this.ask(keyUseSchema, 'idempotency_key_is_used', reference)).is_used;
    }

    async read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentWithContentSchema, 'read_document', reference, signal);
    }

    /**
     * Reads a document for a program that only passes it on.
     *
     * @returns the document with its text as JSON, and the document without it
     * @throws CloudError DOCUMENT_NOT_FOUND
     */
    async readAsJson(documentId: string): Promise<{ json: string; rest: CloudDocument }> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.askForText(cloudDocumentSchema, 'read_document', reference);
    }

    async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        const functionArguments = this.checked(documentChangeSchema, { document_id: documentId, ...change });
        return this.ask(cloudDocumentSchema, 'save_document', functionArguments, signal);
    }

    /**
     * Returns the maximum size of a document, which the plan of its owner allows.
     *
     * @throws CloudError DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share
     */
    async sizeLimit(documentId: string): Promise<DocumentSizeLimit> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.ask(documentSizeLimitSchema, 'document_size_limit', reference);
    }

    async list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage> {
        return this.ask(documentPageSchema, 'list_documents', this.checked(documentQuerySchema, query), signal);
    }

    async trash(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        const reference = this.checked(documentAtVersionSchema, { document_id: documentId, base_version: baseVersion });
        return this.ask(cloudDocumentSchema, 'trash_document', reference);
    }
}
