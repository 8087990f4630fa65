// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common';

/** Returns the notice of a text whose end is left out. */
export function describeOmission(): HTMLElement {
    return describe(
        nls.localize(
            'sanyam/preview/omission',
            'The text is long, or would take long to show. The preview shows its beginning.'
        )
    );
}

/** Returns the notice of a text with replaced characters. */
export function describeReplacement(): HTMLElement {
    return describe(
        nls.localize(
            'sanyam/preview/replacement',
            'The text has many characters that fonts do not know. The preview shows “{0}” instead of them.',
            '\ufffd'
        )
    );
}

/** Returns a sentence about the preview, which is not a part of the document. */
export function describe(text: string): HTMLElement {
    const sentence = document.createElement('p');
    sentence.className = 'sanyam-markdown-preview-notice';
    sentence.textContent = text;
    return sentence;
}
