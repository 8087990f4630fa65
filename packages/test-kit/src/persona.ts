// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import {
    type AccountOverview,
    accountOverviewSchema,
    type CloudDocument,
    cloudDocumentSchema,
    type CloudDocumentWithContent,
    cloudDocumentWithContentSchema,
    type DocumentPage,
    documentPageSchema
} from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import { anonymousClient, bearerClient, serviceRoleClient } from './clients.js';
import { requireDocumentedDetails } from './documented-details.js';
import { newEmail, newPassword, signUp } from './sign-up.js';

/** An answer of PostgREST, with data or an error. */
export interface Answer {
    readonly status: number;
    readonly data: unknown;
    readonly error: { code: string; message: string; details: string | null; hint: string | null } | null;
}

export type Arguments = Record<string, unknown>;

/** A user, a visitor or the system, with a client for the real Auth API and PostgREST. */
export class Persona {
    private constructor(
        readonly client: SupabaseClient,
        /** Empty without a signed-in user. */
        readonly id: string,
        readonly email: string
    ) {}

    static anonymous(cloud: ReadyLine): Persona {
        return new Persona(anonymousClient(cloud), '', '');
    }

    /** The system, as billing and jobs call the database. */
    static serviceRole(cloud: ReadyLine): Persona {
        return new Persona(serviceRoleClient(cloud), '', '');
    }

    /** A caller with a given token. */
    static bearer(cloud: ReadyLine, token: string): Persona {
        return new Persona(bearerClient(cloud, token), '', '');
    }

    /** @param metadata the data about the user that a client sends when it signs up */
    static async signUp(
        cloud: ReadyLine,
        metadata: Record<string, unknown> = {},
        email = newEmail(),
        password = newPassword()
    ): Promise<Persona> {
        const { client, id } = await signUp(cloud, { email, password, metadata });
        return new Persona(client, id, email);
    }

    static async signIn(cloud: ReadyLine, email: string, password: string): Promise<Persona> {
        const client = anonymousClient(cloud);
        const { data, error } = await client.auth.signInWithPassword({ email, password });
        if (error !== null) {
            throw error;
        }
        return new Persona(client, data.user.id, email);
    }

    /** Calls a function. @throws Error if it fails with details that are not as documented */
    async call(name: string, body: Arguments = {}): Promise<Answer> {
        const answer: Answer = await this.client.rpc(name, body);
        if (answer.error !== null) {
            requireDocumentedDetails(answer.error.message, answer.error.details);
        }
        return answer;
    }

    create(body: Arguments = {}): Promise<CloudDocument> {
        return this.expectSuccess(cloudDocumentSchema.strict(), 'create_document', {
            name: 'notes.md',
            language_id: 'markdown',
            content: '',
            ...body
        });
    }

    read(id: string): Promise<CloudDocumentWithContent> {
        return this.expectSuccess(cloudDocumentWithContentSchema.strict(), 'read_document', { document_id: id });
    }

    save(id: string, body: Arguments): Promise<CloudDocument> {
        return this.expectSuccess(cloudDocumentSchema.strict(), 'save_document', { document_id: id, ...body });
    }

    trash(id: string, body: Arguments = {}): Promise<CloudDocument> {
        return this.expectSuccess(cloudDocumentSchema.strict(), 'trash_document', { document_id: id, ...body });
    }

    list(body: Arguments = {}): Promise<DocumentPage> {
        return this.expectSuccess(documentPageSchema.strict(), 'list_documents', body);
    }

    account(): Promise<AccountOverview> {
        return this.expectSuccess(accountOverviewSchema.strict(), 'my_account', {});
    }

    /** Calls a function and returns its answer, which must have exactly the shape of the schema. */
    async expectSuccess<Schema extends z.ZodType>(
        schema: Schema,
        name: string,
        body: Arguments
    ): Promise<z.infer<Schema>> {
        const answer = await this.call(name, body);
        if (answer.error !== null) {
            throw new Error(`${name} failed: ${JSON.stringify(answer.error)}`);
        }
        return schema.parse(answer.data);
    }
}
