// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** The reason why the cloud cannot store a text unchanged. The cloud refuses such a text. */
export type UnstorableReason = 'nul_character' | 'lone_surrogate';

const messages: Record<UnstorableReason, string> = {
    nul_character:
        'The text contains a NUL character (U+0000), which the cloud cannot store. Remove it and save again.',
    lone_surrogate:
        'The text contains half a character (a lone surrogate), which the cloud cannot store. Remove it and save again.'
};

/** Returns the reason why a text cannot be stored unchanged, or undefined when it can. */
export function unstorableReason(text: string): UnstorableReason | undefined {
    if (text.includes('\u0000')) {
        return 'nul_character';
    }
    return text.isWellFormed() ? undefined : 'lone_surrogate';
}

/** Text that the cloud can store unchanged. */
export const storableTextSchema = z.string().superRefine((text, context) => {
    const reason = unstorableReason(text);
    if (reason) {
        context.addIssue({ code: 'custom', message: messages[reason], params: { reason } });
    }
});

/**
 * Bytes of UTF-8 of a document in a plan without a limit. A process can hold JSON of this size several times, and nobody
 * has to read what is larger.
 */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;

const encoder = new TextEncoder();

/** Returns the size of a text in bytes of UTF-8, as limits count it. */
export function sizeInBytes(text: string): number {
    return encoder.encode(text).byteLength;
}
