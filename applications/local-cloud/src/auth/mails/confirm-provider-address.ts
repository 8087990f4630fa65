// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { withError } from '../redirect-answer.js';
import { sendCode } from './send-code.js';

interface Unverified {
    readonly id: string;
    readonly email: string;
    readonly referrer: string | null;
}

/** Sends the mail that Supabase Lite promises when an identity provider has not verified the address of a new user. */
export function confirmingAddresses(callback: AuthRequestHandler): AuthRequestHandler {
    return async (context, request) => {
        const codes = await recentCodes(context);
        const answer = await callback(context, request);
        const location = answer.headers.get('location') ?? '';
        const { searchParams } = new URL(location, request.url);
        if (searchParams.get('error_code') !== 'provider_email_needs_verification') {
            return answer;
        }
        const user = await unverifiedUser(context, new URL(request.url).searchParams.get('state') ?? '');
        if (user === undefined) {
            return answer;
        }
        try {
            context.limits.countMail('confirmation', user.email);
        } catch (error) {
            if (error instanceof AuthError) {
                await restoreCode(context, user.id, codes);
                const target = withError(user.referrer ?? context.settings.siteUrl, error, true);
                return new Response(null, { status: 302, headers: { Location: target } });
            }
            throw error;
        }
        await sendCode(context, request, user, 'confirmation', false);
        return answer;
    };
}

/** Finds the user whom the attempt with a state has just led to. */
async function unverifiedUser({ database }: AuthContext, state: string): Promise<Unverified | undefined> {
    const { rows } = await database.query<Unverified>(
        `select u.id, u.email, f.referrer
         from auth.flow_state f
         join auth.identities i on i.provider = f.provider_type and i.updated_at >= f.created_at
         join auth.users u on u.id = i.user_id
         where f.id::text = $1 and u.email <> '' and u.email_confirmed_at is null
         order by i.updated_at desc limit 1`,
        [state]
    );
    return rows[0];
}

interface StoredCode {
    readonly id: string;
    readonly token: string;
    readonly sentAt: Date;
}

/** Returns the codes of the mails after which a user waits for the pause. Supabase Lite replaces them in any case. */
async function recentCodes({ database, settings }: AuthContext): Promise<readonly StoredCode[]> {
    const { rows } = await database.query<StoredCode>(
        `select id, confirmation_token as token, confirmation_sent_at as "sentAt" from auth.users
         where email_confirmed_at is null and confirmation_token <> ''
            and confirmation_sent_at > now() - make_interval(secs => $1)`,
        [settings.mailPause]
    );
    return rows;
}

async function restoreCode({ database }: AuthContext, userId: string, codes: readonly StoredCode[]): Promise<void> {
    const code = codes.find(({ id }) => id === userId);
    if (code !== undefined) {
        await database.query('update auth.users set confirmation_token = $2, confirmation_sent_at = $3 where id = $1', [
            userId,
            code.token,
            code.sentAt
        ]);
    }
}
