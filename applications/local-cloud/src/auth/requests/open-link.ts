// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { invalid, refusalOf } from '../auth-error.js';
import { issueAuthCode, type MailFlow } from '../challenge.js';
import { PKCE_PREFIX } from '../codes.js';
import { redirectOf } from '../redirect.js';
import { withCode, withError, withSession, withValues } from '../redirect-answer.js';
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
        return redirect(withError(target, refusalOf(error), withChallenge));
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
        return withValues(target, { message: HALF_CONFIRMED }, withChallenge);
    }
    if (code !== undefined) {
        return withCode(target, code);
    }
    return withSession(target, await createSession(context, request, used.userId, 'otp'), { type });
}

function redirect(location: string): Response {
    return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
