// SPDX-License-Identifier: MIT

import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** A token of a flow with PKCE begins with this. Its link leads to a code for the program that asked for the mail. */
export const PKCE_PREFIX = 'pkce_';

/** A code for a mail, and the token for its link. Only the token is stored. */
export interface Code {
    readonly digits: string;
    readonly token: string;
}

export function newCode(address: string, length: number, withChallenge: boolean): Code {
    const digits = Array.from({ length }, () => randomInt(10)).join('');
    return { digits, token: `${withChallenge ? PKCE_PREFIX : ''}${tokenOf(address, digits)}` };
}

/** Returns the token of a code, as Supabase Auth derives it. */
export function tokenOf(address: string, digits: string): string {
    return createHash('sha224').update(`${address}${digits}`).digest('hex');
}

/** Returns whether a token is the stored one, in a time that does not depend on where they differ. */
export function isToken(given: string, stored: string | null): boolean {
    return [given, `${PKCE_PREFIX}${given}`].map(token => isSame(token, stored ?? '')).includes(true) && given !== '';
}

function isSame(one: string, other: string): boolean {
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(one), digest(other));
}

/** Returns whether a code that was sent at a time still counts. */
export function isFresh(sentAt: Date | null, lifetime: number): boolean {
    return sentAt !== null && Date.now() <= sentAt.getTime() + lifetime * 1000;
}
