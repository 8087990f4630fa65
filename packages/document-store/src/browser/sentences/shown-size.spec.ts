// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { expect } from 'chai';
import { inDisplayLanguage } from './in-display-language';
import { shownSize } from './shown-size';

describe('sizes in the IDE', () => {
    const sizes = [0, 1, 512, 1023, 20_480, 1.5 * 2 ** 20];
    const { locale } = nls;

    afterEach(() => {
        nls.localization = undefined;
        Object.assign(nls, { locale });
    });

    function chooseGerman(): void {
        Object.assign(nls, { locale: 'de' });
        nls.localization = {
            languageId: 'de',
            translations: {
                'sanyam/size/byte': '1 Byte',
                'sanyam/size/bytes': '{0} Bytes',
                'sanyam/error/tooLarge': 'Dieses Dokument hat {0}, und Ihr Tarif ({1}) erlaubt {2}.'
            }
        };
    }

    it('stay as they are in English', () => {
        expect(sizes.map(shownSize)).to.deep.equal(['0 bytes', '1 byte', '512 bytes', '1023 bytes', '20 KB', '1.5 MB']);
    });

    it('have the words and the decimal comma of German', () => {
        chooseGerman();
        expect(sizes.map(shownSize)).to.deep.equal(['0 Bytes', '1 Byte', '512 Bytes', '1023 Bytes', '20 KB', '1,5 MB']);
    });

    it('are German also in a sentence of the cloud', () => {
        chooseGerman();
        const sentence =
            'This document has 1.5 MB, and your plan (free) allows 512 bytes. Make the document smaller, or upgrade.';
        expect(inDisplayLanguage(sentence)).to.equal(
            'Dieses Dokument hat 1,5 MB, und Ihr Tarif (free) erlaubt 512 Bytes.'
        );
    });
});
