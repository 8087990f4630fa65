// SPDX-License-Identifier: MIT

import { AuthError } from './auth-error.js';
import type { AuthSettings } from './auth-settings.js';

/** @throws AuthError with all rules that a password breaks, as Supabase Auth names them */
export function checkPassword(password: string, { passwordLength, passwordCharacters }: AuthSettings): void {
    const faults: [reason: string, message: string][] = [];
    if (Buffer.byteLength(password) < passwordLength) {
        faults.push(['length', `Password should be at least ${passwordLength} characters.`]);
    }
    if (passwordCharacters.some(set => ![...set].some(character => password.includes(character)))) {
        const sets = passwordCharacters.join(', ');
        faults.push(['characters', `Password should contain at least one character of each: ${sets}.`]);
    }
    if (faults.length > 0) {
        const message = faults.map(([, text]) => text).join(' ');
        const reasons = faults.map(([reason]) => reason);
        throw new AuthError(422, 'weak_password', message, { weak_password: { reasons } });
    }
}
