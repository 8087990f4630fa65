// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { storableTextSchema } from './document-text';
import { hiddenCharacterProblem } from './hidden-characters';
import { isLongerThan, normalizedName } from './normal-form';
import { reportProblem } from './report-problem';

/** The maximum length of an address in characters, as SMTP allows it (RFC 5321, section 4.5.3.1.3). */
const MAX_ADDRESS_LENGTH = 254;

/**
 * The rule of HTML, which Supabase Auth has for sign-up: a local part in ASCII, and a domain of labels of at most 63
 * letters, digits and hyphens (RFC 5321, section 4.1.2). A share with another address would wait for nobody.
 */
const ADDRESS = z.regexes.html5Email;

/** What a URL has after its host, or decodes in it. */
const NOT_IN_DOMAIN = /[\s/?#%\\:@]/;

/**
 * Returns an email address with its domain in ASCII, as the URL parser writes it, and `<input type="email">` in most
 * browsers: `x@xn--bcher-kva.example` for `x@bücher.example`. Mail servers use this form, and Supabase Auth accepts no
 * other. So it is the form in which two addresses are compared. An address without such a form comes back as it is.
 */
export function asciiAddress(address: string): string {
    const begin = address.lastIndexOf('@') + 1;
    const domain = address.slice(begin);
    if (begin === 0 || /^[\0-\x7F]*$/.test(domain) || NOT_IN_DOMAIN.test(domain)) {
        return address;
    }
    try {
        const { hostname } = new URL(`http://${domain}`);
        // The URL parser reads １２７.１ as a number, which is an address of a computer, and no name.
        return /(^|\.)\d+$/.test(hostname) ? address : address.slice(0, begin) + hostname;
    } catch {
        return address;
    }
}

/** Returns whether two addresses reach the same user. Case does not count, nor how a program writes other letters. */
export function isSameAddress(one: string, other: string): boolean {
    return comparable(one) === comparable(other);
}

function comparable(address: string): string {
    return normalizedName(asciiAddress(address.trim())).toLowerCase();
}

/**
 * Returns what is wrong with an email address, as a sentence, or undefined. White space around it does not count. The
 * database has the same rules, but takes a domain only in ASCII: see {@link asciiAddress}.
 */
export function emailAddressProblem(address: string): string | undefined {
    const normalized = normalizedName(address.trim());
    if (normalized === '') {
        return 'Enter an email address.';
    }
    if (isLongerThan(MAX_ADDRESS_LENGTH, normalized)) {
        return TOO_LONG;
    }
    // The URL parser leaves characters out that only hide a difference.
    const isVisible = !/[\s\p{Cc}\u200B-\u200F]/u.test(normalized) && hiddenCharacterProblem(normalized) === undefined;
    const ascii = asciiAddress(normalized);
    if (!isVisible || !ADDRESS.test(ascii)) {
        return 'Enter a valid email address.';
    }
    return isLongerThan(MAX_ADDRESS_LENGTH, ascii) ? TOO_LONG : undefined;
}

const TOO_LONG = `An email address can have at most ${MAX_ADDRESS_LENGTH} characters.`;

/**
 * An email address. Parsing it removes the white space around it, and writes its domain in ASCII. The database normalizes
 * it to NFC (RFC 6532, section 3.1).
 */
export const emailAddressSchema = storableTextSchema.pipe(
    z.string().trim().superRefine(reportProblem(emailAddressProblem)).overwrite(asciiAddress)
);
