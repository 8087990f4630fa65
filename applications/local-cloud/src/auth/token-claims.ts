// SPDX-License-Identifier: MIT

import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';

const grantSchema = z.looseObject({ access_token: z.string() });
const claimsSchema = z.looseObject({ session_id: z.string() });
const exchangeSchema = z.object({ auth_code: z.string() });

interface SessionRow {
    readonly method: string;
    readonly since: string;
    readonly app_metadata: unknown;
    readonly user_metadata: unknown;
}

/**
 * Completes the access tokens that Supabase Lite signs with the claims that Supabase Auth puts into them: the metadata of
 * the user, and in `amr` how the session was signed in. The method of a session is in its `tag`, which nothing else uses.
 *
 * @param secret the key of the signatures
 * @param lite sends a request to Supabase Lite
 */
export function completingTokens(
    database: Pool,
    secret: string,
    lite: (request: Request) => Promise<Response>
): (request: Request) => Promise<Response> {
    return async request => {
        const method = await methodOf(database, request);
        const response = await lite(request);
        if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) {
            return response;
        }
        const body: unknown = await response
            .clone()
            .json()
            .catch(() => undefined);
        const grant = grantSchema.safeParse(body).data;
        const token = grant && (await complete(database, secret, grant.access_token, method));
        return token === undefined
            ? response
            : Response.json({ ...grant, access_token: token }, { status: response.status });
    };
}

/** Returns the method of a request that creates a session; undefined for one that renews it. */
async function methodOf(database: Pool, request: Request): Promise<string | undefined> {
    const url = new URL(request.url);
    switch (url.searchParams.get('grant_type')) {
        case 'refresh_token':
            return undefined;
        case 'pkce': {
            const body: unknown = await request
                .clone()
                .json()
                .catch(() => undefined);
            const { rows } = await database.query<{ method: string }>(
                'select authentication_method as method from auth.flow_state where auth_code = $1',
                [exchangeSchema.safeParse(body).data?.auth_code ?? '']
            );
            return rows[0]?.method;
        }
        default:
            return url.pathname.endsWith('/verify') ? 'otp' : 'password';
    }
}

async function complete(
    database: Pool,
    secret: string,
    token: string,
    method: string | undefined
): Promise<string | undefined> {
    const [header = '', payload = ''] = token.split('.');
    const claims = claimsSchema.safeParse(payload === '' ? undefined : decode(payload)).data;
    if (claims === undefined) {
        return undefined;
    }
    const { rows } = await database.query<SessionRow>(
        `update auth.sessions s set tag = coalesce($2, s.tag, 'password')
         from auth.users u
         where s.id::text = $1 and u.id = s.user_id
         returning s.tag as method, extract(epoch from s.created_at)::bigint as since,
            u.raw_app_meta_data as app_metadata, u.raw_user_meta_data as user_metadata`,
        [claims.session_id, method ?? null]
    );
    const [session] = rows;
    if (session === undefined) {
        return undefined;
    }
    const signed = `${header}.${encode({
        ...claims,
        phone: '',
        app_metadata: session.app_metadata,
        user_metadata: session.user_metadata,
        aal: 'aal1',
        amr: [{ method: session.method, timestamp: Number(session.since) }],
        is_anonymous: false
    })}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function decode(part: string): unknown {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function encode(part: object): string {
    return Buffer.from(JSON.stringify(part)).toString('base64url');
}
