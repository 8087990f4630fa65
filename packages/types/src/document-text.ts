// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Why the cloud cannot keep a text unchanged; it refuses such a text rather than repair it. */
export type UnstorableReason = 'nul_character' | 'lone_surrogate';

const messages: Record<UnstorableReason, string> = {
    nul_character:
        'The text contains a NUL character (U+0000), which the cloud cannot store. Remove it and save again.',
    lone_surrogate:
        'The text contains half of a character (a lone surrogate), which the cloud cannot store. Remove it and save again.'
};

/** The reason why `text` cannot be stored as it stands, if there is one. */
export function unstorableReason(text: string): UnstorableReason | undefined {
    if (text.includes('\u0000')) {
        return 'nul_character';
    }
    return text.isWellFormed() ? undefined : 'lone_surrogate';
}

/** Text that the cloud stores exactly as given. */
export const storableTextSchema = z.string().superRefine((text, context) => {
    const reason = unstorableReason(text);
    if (reason) {
        context.addIssue({ code: 'custom', message: messages[reason], params: { reason } });
    }
});

const encoder = new TextEncoder();

/** The size of `text` as limits count it: bytes of UTF-8. */
export function sizeInBytes(text: string): number {
    return encoder.encode(text).byteLength;
}
