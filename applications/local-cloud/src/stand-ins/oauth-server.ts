// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { portOf } from '../port-of.js';

/** Who signs in at a stand-in for an identity provider. */
export interface Person {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    /** Whether the provider has verified the email. */
    readonly verified: boolean;
}

/** What an application asked for when it sent a browser to the provider. */
export interface Grant {
    readonly person: Person;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly nonce: string | null;
    readonly challenge: string | null;
}

/** The protocol of a stand-in. */
export interface OAuthProtocol {
    readonly authorizePath: string;
    readonly tokenPath: string;
    /** Returns the answer to an exchange of a code. */
    tokenFor(grant: Grant, accessToken: string, url: string): object;
    /** Returns the answer to another request, or undefined for an unknown one. */
    answer(path: string, person: Person | undefined, url: string): object | undefined;
}

/** A stand-in for an identity provider, on this machine. Its person consents at once, or denies. */
export class OAuthServer {
    /** Who signs in next. Undefined: denies the consent. */
    person: Person | undefined;

    private readonly grants = new Map<string, Grant>();
    private readonly tokens = new Map<string, Person>();
    private readonly server: Server;

    constructor(private readonly protocol: OAuthProtocol) {
        const listener = getRequestListener(request => this.answer(request), { overrideGlobalObjects: false });
        this.server = createServer((request, response) => void listener(request, response));
    }

    /** Takes a free port. */
    async listen(): Promise<void> {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
    }

    get url(): string {
        return `http://127.0.0.1:${portOf(this.server)}`;
    }

    async close(): Promise<void> {
        const closed = once(this.server, 'close');
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }

    private async answer(request: Request): Promise<Response> {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname === this.protocol.authorizePath) {
            return this.authorize(searchParams);
        }
        if (pathname === this.protocol.tokenPath && request.method === 'POST') {
            return this.exchange(new URLSearchParams(await request.text()));
        }
        const [, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
        const answer = this.protocol.answer(pathname, this.tokens.get(token), this.url);
        return answer === undefined ? Response.json({ message: 'Not Found' }, { status: 404 }) : Response.json(answer);
    }

    private authorize(query: URLSearchParams): Response {
        const target = new URL(query.get('redirect_uri') ?? '');
        const { person } = this;
        if (person === undefined) {
            target.searchParams.set('error', 'access_denied');
            target.searchParams.set('error_description', 'The user has denied your application access.');
        } else {
            const code = randomUUID();
            this.grants.set(code, {
                person,
                clientId: query.get('client_id') ?? '',
                redirectUri: query.get('redirect_uri') ?? '',
                nonce: query.get('nonce'),
                challenge: query.get('code_challenge')
            });
            target.searchParams.set('code', code);
        }
        target.searchParams.set('state', query.get('state') ?? '');
        return new Response(null, { status: 302, headers: { Location: target.href } });
    }

    private exchange(form: URLSearchParams): Response {
        const grant = this.grants.get(form.get('code') ?? '');
        // A code counts once.
        this.grants.delete(form.get('code') ?? '');
        const verifier = form.get('code_verifier') ?? '';
        const isProven =
            grant?.challenge === null || grant?.challenge === createHash('sha256').update(verifier).digest('base64url');
        if (grant === undefined || !isProven || grant.redirectUri !== form.get('redirect_uri')) {
            return Response.json(
                { error: 'invalid_grant', error_description: 'The code is invalid.' },
                { status: 400 }
            );
        }
        const accessToken = randomUUID();
        this.tokens.set(accessToken, grant.person);
        return Response.json(this.protocol.tokenFor(grant, accessToken, this.url));
    }
}
