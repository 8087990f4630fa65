// SPDX-License-Identifier: MIT

import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { AuthError, invalid, unexpectedFailure } from './auth-error.js';

/** The fields of a request with PKCE. */
export const challengeFields = {
    code_challenge: z.string().default(''),
    code_challenge_method: z.string().default('')
};

export interface Challenge {
    readonly code_challenge: string;
    readonly code_challenge_method: string;
}

/** The flow of a mail, as Supabase Auth names it in `auth.flow_state`. */
export type MailFlow = 'email/signup' | 'recovery' | 'magiclink' | 'email_change' | 'invite';

/** @throws AuthError when the challenge is not one of PKCE */
export function checkChallenge({ code_challenge: challenge, code_challenge_method: method }: Challenge): void {
    if ((challenge === '') !== (method === '')) {
        throw invalid('PKCE flow requires code_challenge_method and code_challenge');
    }
    if (challenge === '') {
        return;
    }
    if (challenge.length < 43 || challenge.length > 128) {
        throw invalid('code challenge has to be between 43 and 128 characters');
    }
    if (!/^[a-zA-Z._~0-9-]+$/.test(challenge)) {
        throw invalid(
            'code challenge can only contain alphanumeric characters, hyphens, periods, underscores and tildes'
        );
    }
    if (!['s256', 'plain'].includes(method.toLowerCase())) {
        throw unexpectedFailure();
    }
}

/** Notes the challenge of a request until the link of its mail is opened. Does nothing for one without a challenge. */
export async function noteChallenge(
    database: Pool,
    userId: string,
    flow: MailFlow,
    { code_challenge: challenge, code_challenge_method: method }: Challenge
): Promise<void> {
    if (challenge !== '') {
        await database.query(
            `insert into auth.flow_state
                (id, user_id, authentication_method, provider_type, code_challenge, code_challenge_method)
             values (gen_random_uuid(), $1, $2, $2, $3, $4)`,
            [userId, flow, challenge, method.toLowerCase()]
        );
    }
}

/**
 * Issues the code that the program exchanges for a session, with the verifier that only it has.
 *
 * @throws AuthError when no program asked for the mail
 */
export async function issueAuthCode(client: PoolClient, userId: string, flow: MailFlow): Promise<string> {
    const { rows } = await client.query<{ auth_code: string }>(
        `update auth.flow_state
         set auth_code = gen_random_uuid(), auth_code_issued_at = now(), created_at = now(), updated_at = now()
         where id = (
            select id from auth.flow_state where user_id = $1 and authentication_method = $2
            order by created_at desc limit 1
         )
         returning auth_code`,
        [userId, flow]
    );
    const [issued] = rows;
    if (issued === undefined) {
        throw new AuthError(
            400,
            'flow_state_not_found',
            'No associated flow state found. 422: No valid flow state found for user.'
        );
    }
    return issued.auth_code;
}
