// SPDX-License-Identifier: MIT

import { normalizeAddress } from '../client/normalize-address';
import { usageError } from './command-error';

/** Normalizes a gateway address from the user. @throws CommandError when the address is invalid */
export function gatewayAddress(text: string): string {
    try {
        return normalizeAddress(text);
    } catch {
        // What stands before “@” can have a password, which no message and no log repeats.
        if (text.includes('@')) {
            throw usageError('The address of a gateway cannot have a user name or a password.');
        }
        throw usageError(`“${text}” is not a gateway address. Enter an address that begins with http:// or https://.`);
    }
}
