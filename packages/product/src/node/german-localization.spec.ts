// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { LocalizationProvider } from '@theia/core/lib/node/i18n/localization-provider';
import { LocalizationContribution, LocalizationRegistry } from '@theia/core/lib/node/i18n/localization-contribution';
import { bindContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import productModule from './product-backend-module';
import theia from './theia.de.json';

describe('The German of the product', () => {
    async function load(): Promise<LocalizationProvider> {
        const container = new Container();
        container.bind(LocalizationProvider).toSelf().inSingletonScope();
        container.bind(LocalizationRegistry).toSelf().inSingletonScope();
        bindContributionProvider(container, LocalizationContribution);
        container.load(productModule);
        await container.get(LocalizationRegistry).initialize();
        return container.get(LocalizationProvider);
    }

    it('is a language that users can choose', async () => {
        expect((await load()).getAvailableLanguages()).to.deep.equal([
            { languageId: 'de', languageName: 'German', localizedLanguageName: 'Deutsch', languagePack: true }
        ]);
    });

    it('has the texts of Sanyam, and those of Theia by their keys', async () => {
        const { translations } = await (await load()).loadLocalization('de');
        expect(translations).to.include({
            'sanyam/welcome/title': 'Willkommen',
            [nls.getDefaultKey('File')]: 'Datei'
        });
    });

    it('translates only texts that Theia knows, with their placeholders', () => {
        for (const [english, german] of Object.entries(theia)) {
            expect(nls.getDefaultKey(english), english).not.to.equal('');
            expect(placeholders(german), english).to.deep.equal(placeholders(english));
        }
    });
});

function placeholders(text: string): string[] {
    return [...new Set(text.match(/\{\d\}/g))].sort();
}
