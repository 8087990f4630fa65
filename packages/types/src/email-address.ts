// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { storableTextSchema } from './document-text';
import { hiddenCharacterProblem } from './hidden-characters';
import { isLongerThan, normalizedName } from './normal-form';

/** The maximum length of an address in characters, as SMTP allows it (RFC 5321, section 4.5.3.1.3). */
const MAX_ADDRESS_LENGTH = 254;

/**
 * A local part and a domain, without the characters that only separate addresses, as in a list of recipients or a
 * `mailto:` link (RFC 5322, section 3.2.3: specials). A domain has no empty label.
 */
const ADDRESS = /^[^@()<>[\]:;,"\\]+@[^@()<>[\]:;,"\\.]+(\.[^@()<>[\]:;,"\\.]+)*$/u;

/**
 * Returns what is wrong with an email address, as a sentence, or undefined. White space around it does not count. The
 * database has the same rules.
 */
export function emailAddressProblem(address: string): string | undefined {
    const normalized = normalizedName(address.trim());
    if (normalized === '') {
        return 'Enter an email address.';
    }
    if (isLongerThan(MAX_ADDRESS_LENGTH, normalized)) {
        return `An email address can have at most ${MAX_ADDRESS_LENGTH} characters.`;
    }
    const isAddress = ADDRESS.test(normalized) && !/[\s\p{Cc}\u200B-\u200F]/u.test(normalized);
    return isAddress && hiddenCharacterProblem(normalized) === undefined ? undefined : 'Enter a valid email address.';
}

/** An email address. Parsing it removes the white space around it. The database normalizes it to NFC (RFC 6532, section 3.1). */
export const emailAddressSchema = storableTextSchema.pipe(
    z
        .string()
        .trim()
        .superRefine((address, context) => {
            const message = emailAddressProblem(address);
            if (message !== undefined) {
                context.addIssue({ code: 'custom', message });
            }
        })
);
