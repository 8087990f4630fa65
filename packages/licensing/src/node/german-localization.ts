// SPDX-License-Identifier: MIT

import type {
    LocalizationContribution,
    LocalizationRegistry
} from '@theia/core/lib/node/i18n/localization-contribution';
import { injectable } from '@theia/core/shared/inversify';
import german from './nls.de.json';

/** The German texts of this package. The product offers the language. */
@injectable()
export class GermanLocalization implements LocalizationContribution {
    async registerLocalizations(registry: LocalizationRegistry): Promise<void> {
        registry.registerLocalizationFromRequire('de', german);
    }
}
