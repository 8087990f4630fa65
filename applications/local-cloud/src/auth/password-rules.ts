// SPDX-License-Identifier: MIT

import { AuthError } from './auth-error.js';
import type { AuthSettings } from './auth-settings.js';

/** The rules that a password breaks, as Supabase Auth names them. */
export interface Weakness {
    readonly message: string;
    readonly reasons: readonly string[];
}

/** Returns undefined for a password that follows all rules. */
export function weaknessOf(
    password: string,
    { passwordLength, passwordCharacters }: AuthSettings
): Weakness | undefined {
    const faults: [reason: string, message: string][] = [];
    if (Buffer.byteLength(password) < passwordLength) {
        faults.push(['length', `Password should be at least ${passwordLength} characters.`]);
    }
    if (passwordCharacters.some(set => ![...set].some(character => password.includes(character)))) {
        const sets = passwordCharacters.join(', ');
        faults.push(['characters', `Password should contain at least one character of each: ${sets}.`]);
    }
    return faults.length === 0
        ? undefined
        : { message: faults.map(([, text]) => text).join(' '), reasons: faults.map(([reason]) => reason) };
}

/** @throws AuthError with all rules that a password breaks */
export function checkPassword(password: string, settings: AuthSettings): void {
    const weakness = weaknessOf(password, settings);
    if (weakness !== undefined) {
        throw new AuthError(422, 'weak_password', weakness.message, { weak_password: { reasons: weakness.reasons } });
    }
}
