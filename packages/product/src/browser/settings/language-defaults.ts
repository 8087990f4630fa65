// SPDX-License-Identifier: MIT

import type { PreferenceContribution, PreferenceSchemaService } from '@theia/core/lib/common';
import { injectable } from '@theia/core/shared/inversify';

/** Settings that have another default in a language, as in VS Code. In plain text, VS Code suggests words. */
const LANGUAGE_DEFAULTS = {
    markdown: {
        // Enter would take a suggested word at the end of a line of prose.
        'editor.quickSuggestions': { comments: 'off', strings: 'off', other: 'off' }
    }
} as const;

/** Sets the defaults of languages. The user's settings for a language override them. */
@injectable()
export class LanguageDefaults implements PreferenceContribution {
    async initSchema(service: PreferenceSchemaService): Promise<void> {
        for (const [language, settings] of Object.entries(LANGUAGE_DEFAULTS)) {
            for (const [setting, value] of Object.entries(settings)) {
                service.registerOverride(setting, language, value);
            }
        }
    }
}
