// SPDX-License-Identifier: MIT

import { normalizeAddress } from '../client/normalize-address';
import { usageError } from './command-error';

/** The address as the user gave it, in the form that is kept and compared. @throws CommandError when it is none */
export function gatewayAddress(text: string): string {
    try {
        return normalizeAddress(text);
    } catch {
        throw usageError(`“${text}” is not the address of a gateway. It begins with http:// or https://.`);
    }
}
