// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { type NewAccount, signUp } from '@sanyam/test-kit/sign-up';
import { giveOwnTier, setTier } from '@sanyam/test-kit/tiers';
import { z } from 'zod';

/** An answer with its complete body. */
export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly text: string;
    /** The parsed body. Undefined when the answer has no JSON. */
    readonly body: unknown;
}

export interface RequestOptions {
    readonly headers?: Record<string, string>;
    /** Sent as JSON. */
    readonly json?: unknown;
    /** Sent unchanged. */
    readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export async function send(
    url: string,
    method: string,
    path: string,
    { headers = {}, json, raw }: RequestOptions = {}
): Promise<Answer> {
    const body = json === undefined ? raw : JSON.stringify(json);
    const response = await fetch(url + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body })
    });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json') === true && text !== '';
    return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson ? (JSON.parse(text) as unknown) : undefined
    };
}

const errorSchema = z.object({
    error: z.strictObject({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()).optional()
    })
});

/** Returns the error of an answer. @throws ZodError when the body has anything else */
export function errorOf(answer: Answer): {
    code: string;
    message: string;
    details?: Record<string, unknown> | undefined;
} {
    return errorSchema.strict().parse(answer.body).error;
}

const resourceSchema = z.object({ data: z.looseObject({ id: z.string() }) });

/** A user who signed up with the real auth server and calls a gateway. */
export class GatewayUser {
    private constructor(
        private readonly cloud: ReadyLine,
        readonly url: string,
        readonly id: string,
        readonly email: string,
        readonly token: string
    ) {}

    /** @param account a new account, unless given */
    static async signUp(cloud: ReadyLine, url: string, account: NewAccount = {}): Promise<GatewayUser> {
        const { id, email, token } = await signUp(cloud, account);
        return new GatewayUser(cloud, url, id, email, token);
    }

    setTier(tier: string): Promise<void> {
        return setTier(this.cloud, this.id, tier);
    }

    /** Gives the user a tier like enterprise, except for the maximum size of a document. Returns its name. */
    giveOwnTier(documentSize: number): Promise<string> {
        return giveOwnTier(this.cloud, this.id, { max_document_size_bytes: documentSize }, 'enterprise');
    }

    send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
        return this.sendAs(this.token, method, path, options);
    }

    /** @param token an API key, for example */
    sendAs(token: string, method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
        return send(this.url, method, path, {
            ...options,
            headers: { Authorization: `Bearer ${token}`, ...options.headers }
        });
    }

    /** Creates a document. Returns its id. */
    async create(fields: Record<string, unknown> = {}): Promise<string> {
        const answer = await this.send('POST', '/api/v1/documents', {
            json: { name: 'notes.md', language_id: 'markdown', content: '', ...fields }
        });
        return resourceSchema.parse(answer.body).data.id;
    }
}
