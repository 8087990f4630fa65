// SPDX-License-Identifier: MIT

import {
    cloudDocumentSchema,
    documentVersionPageSchema,
    documentVersionSchema,
    documentVersionWithContentSchema,
    labelProblem,
    MAX_VERSION,
    reportProblem,
    storableTextSchema,
    type CloudDocument,
    type DocumentVersion,
    type DocumentVersionPage,
    type DocumentVersionWithContent
} from '@sanyam/types';
import { z } from 'zod';
import { baseVersionSchema, documentReferenceSchema, pageQuerySchema, type PageQuery } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

const versionQuerySchema = documentReferenceSchema.extend(pageQuerySchema.shape);
const versionReferenceSchema = documentReferenceSchema.extend({ version_number: z.int().min(1).max(MAX_VERSION) });
const versionRestoreSchema = versionReferenceSchema.extend({ base_version: baseVersionSchema });
/** The new name of a version. White space alone removes the name. */
const newNameSchema = storableTextSchema
    .pipe(z.string().trim())
    .superRefine(reportProblem(name => (name === '' ? undefined : labelProblem(name))));
const versionNameSchema = versionReferenceSchema.extend({ name: newNameSchema.nullable() });

/**
 * The versions of a document. The database creates one for each save; autosaves within five minutes share a version.
 * Every method rejects with a `CloudError`: DOCUMENT_NOT_FOUND if the document does not exist or the user cannot see
 * it, VERSION_NOT_FOUND if the version does not exist or was deleted.
 */
export class CloudVersions extends DatabaseFunctions {
    /** Lists versions without content, newest first. @throws CloudError INVALID_CURSOR */
    async list(documentId: string, query: PageQuery = {}, signal?: AbortSignal): Promise<DocumentVersionPage> {
        const functionArguments = this.checked(versionQuerySchema, { document_id: documentId, ...query });
        return this.ask(documentVersionPageSchema, 'list_versions', functionArguments, signal);
    }

    async read(documentId: string, versionNumber: number, signal?: AbortSignal): Promise<DocumentVersionWithContent> {
        const reference = { document_id: documentId, version_number: versionNumber };
        const functionArguments = this.checked(versionReferenceSchema, reference);
        return this.ask(documentVersionWithContentSchema, 'read_version', functionArguments, signal);
    }

    /**
     * Reads a version for a program that only passes it on.
     *
     * @returns the version with its text as JSON, and the version without it
     */
    async readAsJson(documentId: string, versionNumber: number): Promise<{ json: string; rest: DocumentVersion }> {
        const reference = { document_id: documentId, version_number: versionNumber };
        return this.askForText(documentVersionSchema, 'read_version', this.checked(versionReferenceSchema, reference));
    }

    /**
     * Saves a version's content as a new version. The document keeps its name.
     *
     * @param baseVersion the version that the user saw; without it, the content is saved over any version
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE,
     * TIER_LIMIT_EXCEEDED
     */
    async restore(documentId: string, versionNumber: number, baseVersion?: number): Promise<CloudDocument> {
        const restore = { document_id: documentId, version_number: versionNumber, base_version: baseVersion };
        return this.ask(cloudDocumentSchema, 'restore_version', this.checked(versionRestoreSchema, restore));
    }

    /**
     * Names a version. Named versions are not deleted by the retention rules. At most half of the versions that
     * the tier keeps can have a name. An edit share changes only the names that its user gave.
     *
     * @param name `null` removes the name
     * @throws CloudError VALIDATION_ERROR, FORBIDDEN, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED,
     * RATE_LIMIT_EXCEEDED
     */
    async setName(documentId: string, versionNumber: number, name: string | null): Promise<DocumentVersion> {
        const naming = { document_id: documentId, version_number: versionNumber, name };
        return this.ask(documentVersionSchema, 'name_version', this.checked(versionNameSchema, naming));
    }
}
