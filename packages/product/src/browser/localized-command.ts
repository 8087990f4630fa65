// SPDX-License-Identifier: MIT

import type { Command } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';

/**
 * Returns a command in a category of VS Code. In another language, the palette finds it by its English label, too.
 *
 * @param category in English
 * @param key of the translations of its label
 */
export function localizedCommand(id: string, category: string, key: string, english: string): Command {
    return {
        id,
        category: nls.localizeByDefault(category),
        originalCategory: category,
        label: nls.localize(key, english),
        originalLabel: english
    };
}
