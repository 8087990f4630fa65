// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { sentence, type Sentence } from './sentence';

/** The rule of an auth server for new passwords. */
export interface PasswordRule {
    readonly minimumLength: number;
    /** A password has a character of each of these. */
    readonly characters: readonly string[];
}

/**
 * A sign-up that every server refuses, because no password is so short. Supabase Auth tells its rule in no other way. The
 * address has a domain that can never get mail (RFC 2606).
 */
const REFUSED_SIGN_UP = { email: 'nobody@sanyam.invalid', password: '·' };

const weakPasswordSchema = z.object({
    weak_password: z.object({ reasons: z.array(z.string()) }),
    message: z.string().optional(),
    msg: z.string().optional()
});

/** Requests the rule; `undefined` if the server does not tell it. Never rejects. */
export async function fetchPasswordRule(
    authUrl: string,
    apiKey: string,
    send: typeof fetch
): Promise<PasswordRule | undefined> {
    try {
        const response = await send(`${authUrl}/signup`, {
            method: 'POST',
            headers: { apikey: apiKey, 'content-type': 'application/json' },
            body: JSON.stringify(REFUSED_SIGN_UP)
        });
        const { message, msg } = weakPasswordSchema.parse(await response.json());
        return parsePasswordRule(message ?? msg ?? '');
    } catch {
        // The server may allow no sign-up, or want a captcha. It then tells its rule with the first password.
        return undefined;
    }
}

/** Returns the rule in the error message of Supabase Auth; `undefined` if there is no length in it. */
export function parsePasswordRule(message: string): PasswordRule | undefined {
    const length = /at least (\d+) characters/.exec(message)?.[1];
    const sets = /of each: (.+)\.$/s.exec(message)?.[1];
    return length === undefined
        ? undefined
        : { minimumLength: Number(length), characters: sets === undefined ? [] : sets.split(', ') };
}

/** Returns whether a password follows the rule. */
export function followsRule(password: string, { minimumLength, characters }: PasswordRule): boolean {
    const isIn = (set: string): boolean => Array.from(set).some(character => password.includes(character));
    return Array.from(password).length >= minimumLength && characters.every(isIn);
}

/** Returns the sentence about a password that does not follow the rule. */
export function weakPassword(rule: string): Sentence {
    return sentence('sanyam/auth/weakPassword', 'Choose another password. {0}', rule);
}
