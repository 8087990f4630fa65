// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type {
    LocalizationContribution,
    LocalizationRegistry
} from '@theia/core/lib/node/i18n/localization-contribution';
import { injectable } from '@theia/core/shared/inversify';
import german from './nls.de.json';
import theia from './theia.de.json';

/** German, as “Configure Display Language” offers it. The other packages of Sanyam, and Theia, add their own texts. */
const GERMAN = { languageId: 'de', languageName: 'German', localizedLanguageName: 'Deutsch', languagePack: true };

/**
 * Offers German as a language of the IDE, with the texts of this package, and with those of Theia that Theia takes from
 * VS Code: it has their German only in an extension.
 */
@injectable()
export class GermanLocalization implements LocalizationContribution {
    async registerLocalizations(registry: LocalizationRegistry): Promise<void> {
        registry.registerLocalizationFromRequire(GERMAN, german);
        registry.registerLocalization({ languageId: GERMAN.languageId, getTranslations: async () => textsOfTheia() });
    }
}

/** Theia finds a text of VS Code by its English, and looks the translation up by the key that VS Code has for it. */
function textsOfTheia(): Record<string, string> {
    return Object.fromEntries(Object.entries(theia).map(([english, text]) => [nls.getDefaultKey(english), text]));
}
