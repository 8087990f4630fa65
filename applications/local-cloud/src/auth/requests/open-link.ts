// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { issueAuthCode, type MailFlow } from '../challenge.js';
import { PKCE_PREFIX } from '../codes.js';
import { redirectOf } from '../redirect.js';
import { createSession } from '../session.js';
import { inTransaction } from '../users/transaction.js';
import { useCode } from '../users/use-code.js';
import { HALF_CONFIRMED, isExpired } from './verify.js';

/** The flow that asked for a mail, by the type in its link. */
const FLOWS: Readonly<Record<string, MailFlow>> = {
    signup: 'email/signup',
    invite: 'invite',
    recovery: 'recovery',
    magiclink: 'magiclink',
    email_change: 'email_change'
};

/** The error of a redirect, as OAuth names it. */
const OAUTH_ERRORS: Readonly<Record<number, string>> = {
    400: 'invalid_request',
    401: 'unauthorized_client',
    403: 'access_denied',
    500: 'server_error'
};

/**
 * Opens the link of a mail, and leads to the application: with a session in the fragment, or with PKCE with a code that
 * is worth nothing without the verifier. Supabase Lite had no links for PKCE.
 */
export const openLink: AuthRequestHandler = async (context, request) => {
    const { searchParams } = new URL(request.url);
    const [type, token] = [searchParams.get('type') ?? '', searchParams.get('token') ?? ''];
    if (type === '') {
        throw invalid('Verify requires a verification type');
    }
    if (token === '') {
        throw invalid('Verify requires a token or a token hash');
    }
    const target = redirectOf(request, context.settings);
    const withChallenge = token.startsWith(PKCE_PREFIX);
    try {
        const open = (): Promise<string> => targetWithSession(context, request, { type, token, target, withChallenge });
        return redirect(await context.limits.attempt('link', '', open, isExpired));
    } catch (error) {
        if (error instanceof AuthError) {
            return redirect(withError(target, error, withChallenge));
        }
        throw error;
    }
};

interface OpenedLink {
    readonly type: string;
    readonly token: string;
    readonly target: string;
    readonly withChallenge: boolean;
}

async function targetWithSession(
    context: AuthContext,
    request: Request,
    { type, token, target, withChallenge }: OpenedLink
): Promise<string> {
    const { used, code } = await inTransaction(context.database, async client => {
        const used = await useCode(client, context.settings, { type, token });
        const flow = Object.hasOwn(FLOWS, type) ? FLOWS[type] : undefined;
        return used.isDone && withChallenge && flow !== undefined
            ? { used, code: await issueAuthCode(client, used.userId, flow) }
            : { used, code: undefined };
    });
    if (!used.isDone) {
        return withMessage(target, withChallenge);
    }
    const url = new URL(target);
    if (code !== undefined) {
        url.searchParams.set('code', code);
        return url.href;
    }
    const session = await createSession(context, request, used.userId, 'otp');
    url.hash = new URLSearchParams({
        access_token: session.access_token,
        expires_at: String(session.expires_at),
        expires_in: String(session.expires_in),
        refresh_token: session.refresh_token,
        sb: '',
        token_type: session.token_type,
        type
    }).toString();
    return url.href;
}

function withError(target: string, { status, errorCode, message }: AuthError, inQuery: boolean): string {
    const values = { error: OAUTH_ERRORS[status] ?? 'server_error', error_code: errorCode, error_description: message };
    return withValues(target, values, inQuery);
}

function withMessage(target: string, inQuery: boolean): string {
    return withValues(target, { message: HALF_CONFIRMED }, inQuery);
}

/** Puts values into the fragment of an address, and with PKCE also into its query. */
function withValues(target: string, values: Readonly<Record<string, string>>, inQuery: boolean): string {
    const url = new URL(target);
    if (inQuery) {
        for (const [name, value] of Object.entries(values)) {
            url.searchParams.set(name, value);
        }
    }
    url.hash = new URLSearchParams({ ...values, sb: '' }).toString();
    return url.href;
}

function redirect(location: string): Response {
    return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
