// SPDX-License-Identifier: MIT

import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuthContext, AuthRequestHandler } from './auth-context.js';
import { refusalOf } from './auth-error.js';
import { confirmingAddresses } from './mails/confirm-provider-address.js';
import { notingProgram } from './note-program.js';
import { authorize } from './requests/authorize.js';
import { callback } from './requests/callback.js';
import { getUser } from './requests/get-user.js';
import { linkIdentity } from './requests/link-identity.js';
import { logOut } from './requests/log-out.js';
import { sendMagicLink, sendOtp } from './requests/magic-link.js';
import { openLink } from './requests/open-link.js';
import { reauthenticate } from './requests/reauthenticate.js';
import { recover } from './requests/recover.js';
import { resend } from './requests/resend.js';
import { showSettings } from './requests/show-settings.js';
import { signUp } from './requests/sign-up.js';
import { singleSignOn } from './requests/single-sign-on.js';
import { issueToken } from './requests/token.js';
import { unlinkIdentity } from './requests/unlink-identity.js';
import { updateUser } from './requests/update-user.js';
import { verify } from './requests/verify.js';
import { completingTokens } from './token-claims.js';
import { withStorableQuery } from './storable-query.js';
import { withDescribedUser } from './users/describe-users.js';

const ROOT = '/auth/v1';

/** What the front completes. Supabase Lite answers everything else. */
const HANDLERS: Readonly<Record<string, AuthRequestHandler>> = {
    'POST /signup': signUp,
    'POST /otp': sendOtp,
    'POST /magiclink': sendMagicLink,
    'POST /recover': recover,
    'POST /resend': resend,
    'POST /verify': verify,
    'GET /verify': openLink,
    'POST /sso': singleSignOn,
    'POST /token': issueToken,
    'POST /logout': logOut,
    'GET /user': getUser,
    'PUT /user': updateUser,
    'GET /reauthenticate': reauthenticate,
    'GET /settings': showSettings,
    'GET /authorize': authorize,
    'GET /callback': confirmingAddresses(callback),
    'GET /user/identities/authorize': linkIdentity,
    'DELETE /user/identities/:id': unlinkIdentity
};

/** Browsers are led here by a link or a provider, without a key. */
const WITHOUT_KEY = new Set(['GET /verify', 'GET /authorize', 'GET /callback']);

/** The only path that ends with a value. */
const IDENTITY = /^(DELETE \/user\/identities\/)[^/]+$/;

const withinFront = new AsyncLocalStorage<true>();

/** Returns whether the front handles the current request, and writes the mails of it. */
export function writesMails(): boolean {
    return withinFront.getStore() === true;
}

/**
 * Answers a request to Auth as Supabase's own server does, where Supabase Lite does not.
 *
 * @returns undefined for a request that the front leaves to Supabase Lite
 */
export async function answerAuth(context: AuthContext, request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith(`${ROOT}/`) ? pathname.slice(ROOT.length).replace(/\/$/, '') : '';
    const route = `${request.method} ${path}`.replace(IDENTITY, '$1:id');
    const handler = Object.hasOwn(HANDLERS, route) ? HANDLERS[route] : undefined;
    if (handler === undefined) {
        // Supabase Lite would answer it as GET, without what the handler completes: a look would use up a link.
        const isLook = request.method === 'HEAD' && Object.hasOwn(HANDLERS, `GET ${path}`);
        return isLook ? new Response(null, { status: 405, headers: { Allow: 'GET' } }) : undefined;
    }
    if (!WITHOUT_KEY.has(route)) {
        const refusal = await refusalOfKey(context, request);
        if (refusal !== undefined) {
            return refusal;
        }
    }
    try {
        const lite = notingProgram(
            context.database,
            request,
            completingTokens(context.database, context.jwtSecret, context.lite)
        );
        const answer = await withinFront.run(true, () => handler({ ...context, lite }, withStorableQuery(request)));
        return await withDescribedUser(context.database, answer);
    } catch (error) {
        return refusalOf(error).toResponse();
    }
}

/** Returns the answer of Supabase Lite to a request without a key of this cloud. */
async function refusalOfKey({ lite }: AuthContext, request: Request): Promise<Response | undefined> {
    const apikey = request.headers.get('apikey');
    const response = await lite(
        new Request(new URL(`${ROOT}/settings`, request.url), { headers: apikey === null ? {} : { apikey } })
    );
    if (response.ok) {
        await response.body?.cancel();
        return undefined;
    }
    return response;
}
