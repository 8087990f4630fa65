// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { Database } from '@sanyam/test-kit/database';
import { type Answer, type Arguments, Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import {
    type CloudDocument,
    cloudDocumentSchema,
    type DocumentVersion,
    type DocumentVersionPage,
    documentVersionPageSchema,
    documentVersionSchema,
    type DocumentVersionWithContent,
    documentVersionWithContentSchema
} from '@sanyam/types';
import type { z } from 'zod';

/** Calls the functions for a document's versions as a user. */
export class History {
    constructor(
        private readonly persona: Persona,
        private readonly documentId: string
    ) {}

    call(name: string, body: Arguments = {}): Promise<Answer> {
        return this.persona.call(name, { document_id: this.documentId, ...body });
    }

    async list(body: Arguments = {}): Promise<DocumentVersionPage> {
        return parse(documentVersionPageSchema, await this.call('list_versions', body));
    }

    /** Returns the numbers of the newest hundred versions, newest first. */
    async numbers(): Promise<number[]> {
        return (await this.list({ page_size: 100 })).items.map(item => item.version_number);
    }

    async read(version: number): Promise<DocumentVersionWithContent> {
        return parse(documentVersionWithContentSchema, await this.call('read_version', { version_number: version }));
    }

    async restore(version: number, body: Arguments = {}): Promise<CloudDocument> {
        const answer = await this.call('restore_version', { version_number: version, ...body });
        return parse(cloudDocumentSchema, answer);
    }

    async name(version: number, name: string | null): Promise<DocumentVersion> {
        return parse(documentVersionSchema, await this.call('name_version', { version_number: version, name }));
    }
}

/** Returns the data of an answer, which must match the schema exactly. */
function parse<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, answer: Answer) {
    if (answer.error !== null) {
        throw new Error(`The call failed: ${JSON.stringify(answer.error)}`);
    }
    return schema.strict().parse(answer.data);
}

/** Returns a caller with an API key of this user with these scopes. */
export function withKey(cloud: ReadyLine, user: Persona, name: string, scopes: readonly string[]): Persona {
    const claims = { sub: user.id, role: 'authenticated', sanyam_scopes: scopes, sanyam_key_name: name };
    return Persona.bearer(cloud, mintToken(claims, cloud.jwtSecret));
}

/** Shares a document with an insert. */
export async function share(database: Database, id: string, recipient: Persona, permission: string): Promise<void> {
    await database.query(
        `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
         select d.id, d.owner_id, $2, $3, now(), now() from public.documents d where d.id = $1`,
        [id, recipient.email, permission]
    );
}

/** Returns the version count in a document's row, and the number of its versions. */
export async function versionCounts(database: Database, id: string): Promise<{ kept: unknown; recounted: unknown }> {
    const [row] = await database.query(
        `select d.version_count as kept,
            (select count(*)::integer from public.document_versions v where v.document_id = d.id) as recounted
         from public.documents d where d.id = $1`,
        [id]
    );
    return { kept: row?.['kept'], recounted: row?.['recounted'] };
}
