// SPDX-License-Identifier: MIT

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ReadyLine } from '../ready-line.js';

/** A user in an answer. */
export interface AnsweredUser {
    readonly id: string;
    readonly email: string;
    readonly new_email?: string;
    readonly email_confirmed_at?: string;
    readonly identities: readonly unknown[];
    readonly app_metadata: Readonly<Record<string, unknown>>;
    readonly user_metadata: Readonly<Record<string, unknown>>;
}

/** What the bodies of all answers have. A test looks only at what its answer has. */
export interface AnswerBody extends AnsweredUser {
    readonly error_code: string;
    readonly msg: string;
    readonly access_token: string;
    readonly refresh_token: string;
    readonly user: AnsweredUser;
    readonly external: Readonly<Record<string, boolean>>;
    readonly mailer_autoconfirm: boolean;
    readonly weak_password: unknown;
}

export interface Answer {
    readonly status: number;
    readonly body: AnswerBody;
    /** Where a redirect leads. Without one, an address that leads nowhere. */
    readonly location: URL;
}

export interface ReceivedMail {
    readonly subject: string;
    readonly html: string;
    readonly text: string;
    readonly link: string;
    readonly code: string;
}

const PASSWORD = 'correct horse 1';

/** An Auth server whose mails reach a mailbox: the local cloud's, or Supabase's own. */
export class AuthServer {
    constructor(
        private readonly url: string,
        private readonly mailboxUrl: string,
        private readonly apikey: string,
        private readonly databaseUrl: string
    ) {}

    /** Runs a statement in its database, as if time had passed, or as an administrator would. */
    async query(statement: string, ...values: readonly unknown[]): Promise<void> {
        const client = new pg.Client({ connectionString: this.databaseUrl });
        await client.connect();
        try {
            await client.query(statement, [...values]);
        } finally {
            await client.end();
        }
    }

    async send(method: string, path: string, body?: object, token?: string): Promise<Answer> {
        const response = await fetch(path.startsWith('http') ? path : `${this.url}${path}`, {
            method,
            redirect: 'manual',
            headers: {
                ...(path.startsWith('http') ? {} : { apikey: this.apikey }),
                ...(body !== undefined && { 'content-type': 'application/json' }),
                ...(token !== undefined && { authorization: `Bearer ${token}` })
            },
            ...(body !== undefined && { body: JSON.stringify(body) })
        });
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.includes('json') === true;
        return {
            status: response.status,
            body: JSON.parse(isJson && text !== '' ? text : '{}') as AnswerBody,
            location: new URL(response.headers.get('location') ?? 'about:blank')
        };
    }

    /** Sends a request again until the pause between two mails is over. */
    async sendAfterPause(method: string, path: string, body?: object, token?: string): Promise<Answer> {
        for (;;) {
            const answer = await this.send(method, path, body, token);
            if (answer.status !== 429) {
                return answer;
            }
            await delay(100);
        }
    }

    /** Returns the mails to an address, the newest first. */
    async mailsTo(address: string): Promise<readonly ReceivedMail[]> {
        const list = await this.read<{ messages: { ID: string; To: { Address: string }[] }[] }>('messages?limit=500');
        const ids = list.messages.filter(({ To }) => To.some(({ Address }) => Address === address)).map(({ ID }) => ID);
        return Promise.all(
            ids.map(async id => {
                const {
                    Subject: subject,
                    HTML: html,
                    Text: text
                } = await this.read<Record<string, string>>(`message/${id}`);
                const [link = ''] = /http[^\s"<]+verify\?[^\s"<]+/.exec(html ?? '') ?? [];
                const words = (html ?? '').replaceAll(/<style.*?<\/style>|<[^>]*>/gs, ' ');
                const code = /(?<=\s)\d{6}(?=\s)/.exec(words)?.[0] ?? '';
                return {
                    subject: subject ?? '',
                    html: html ?? '',
                    text: text ?? '',
                    link: link.replaceAll('&amp;', '&'),
                    code
                };
            })
        );
    }

    async mailTo(address: string): Promise<ReceivedMail> {
        const [mail] = await this.mailsTo(address);
        if (mail === undefined) {
            throw new Error(`There is no mail to ${address}.`);
        }
        return mail;
    }

    /** Signs up a user who has confirmed the address. */
    async newUser(): Promise<{ email: string; password: string; token: string; refreshToken: string; id: string }> {
        const email = newEmail();
        await this.send('POST', '/signup', { email, password: PASSWORD });
        const { code } = await this.mailTo(email);
        const { body } = await this.send('POST', '/verify', { type: 'signup', email, token: code });
        return {
            email,
            password: PASSWORD,
            token: body.access_token,
            refreshToken: body.refresh_token,
            id: body.user.id
        };
    }

    private async read<Content>(path: string): Promise<Content> {
        return (await fetch(`${this.mailboxUrl}/api/v1/${path}`)).json() as Promise<Content>;
    }
}

/** The claims of an access token that say how its session was signed in. */
interface SignInClaims {
    readonly app_metadata: unknown;
    readonly amr: readonly { readonly method: string; readonly timestamp: number }[];
}

export function claimsOf(token: string): SignInClaims {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as SignInClaims;
}

export function newEmail(): string {
    return `user-${randomUUID()}@example.com`;
}

export function newChallenge(): { verifier: string; code_challenge: string; code_challenge_method: string } {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return { verifier, code_challenge: challenge, code_challenge_method: 's256' };
}

/** Returns the Auth server of a cloud. */
export function authServerOf({ supabaseUrl, mailboxUrl, anonKey, databaseUrl }: ReadyLine): AuthServer {
    return new AuthServer(`${supabaseUrl}/auth/v1`, mailboxUrl, anonKey, databaseUrl);
}
