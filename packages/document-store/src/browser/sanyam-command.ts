// SPDX-License-Identifier: MIT

import type { Command } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';

/**
 * Returns a command in the category “Sanyam”. In another language, the palette finds it by its English label, too.
 *
 * @param key of the translations of its label
 */
export function sanyamCommand(id: string, key: string, english: string): Command & { readonly label: string } {
    return {
        id,
        category: 'Sanyam',
        originalCategory: 'Sanyam',
        label: nls.localize(key, english),
        originalLabel: english
    };
}
