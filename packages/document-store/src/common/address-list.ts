// SPDX-License-Identifier: MIT

import { emailAddressProblem } from '@sanyam/types';

/** Email addresses that a user entered. */
export interface AddressList {
    /** In the order in which they were entered, each one once, in lower case. */
    readonly addresses: readonly string[];
    /** The parts that are no address, and what is wrong with them, as a sentence in English. */
    readonly rejected: readonly { readonly text: string; readonly problem: string }[];
}

/** An address with its name. A name in quotes may have commas and semicolons. */
const PART = /(?:"(?:[^"\\\n]|\\.)*"|[^,;\n])+/g;

/**
 * Reads a list of addresses with commas, semicolons or white space between them, as mail programs copy it:
 * `"Lovelace, Ada" <ada@example.org>, grace@example.org`.
 */
export function readAddresses(text: string): AddressList {
    const parts = (text.match(PART) ?? []).flatMap(part => {
        const inBrackets = /<([^<>]*)>\s*$/.exec(part)?.[1];
        return inBrackets === undefined ? part.split(/\s+/) : [inBrackets];
    });
    const entered = parts.map(part => part.trim()).filter(part => part !== '');
    const isAddress = (address: string): boolean => emailAddressProblem(address) === undefined;
    return {
        addresses: [...new Set(entered.filter(isAddress).map(address => address.toLowerCase()))],
        rejected: entered
            .filter(address => !isAddress(address))
            .map(text => ({ text, problem: emailAddressProblem(text) ?? '' }))
    };
}
