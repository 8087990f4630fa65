// SPDX-License-Identifier: MIT

import { unformatted, withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a document's name in quotation marks, escaped for Markdown. Invisible characters are made visible. */
export function quoted(name: string): string {
    return inQuotationMarks(unformatted(withVisibleCharacters(name)));
}

/** Returns a document's name in quotation marks, for places that show plain text. */
export function quotedPlainly(name: string): string {
    return inQuotationMarks(withVisibleCharacters(name));
}

function inQuotationMarks(name: string): string {
    return nls.localize('sanyam/document/quoted', '“{0}”', name);
}
