// SPDX-License-Identifier: MIT

import { CloudError, decodeStrictly, strictDecoder } from '@sanyam/types';

/** Returns the text that bytes are in UTF-8. @throws CloudError VALIDATION_ERROR for what the cloud cannot store */
export function textOf(bytes: Uint8Array): string {
    const text = decodeStrictly(bytes, strictDecoder('utf-8'));
    if (text === undefined) {
        throw new CloudError(
            'VALIDATION_ERROR',
            'The cloud stores text in UTF-8, without U+0000. Open the file and use Save to Cloud, which can convert it.'
        );
    }
    return text;
}
