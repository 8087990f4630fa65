// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { shownLocale } from './shown-locale';

describe('the locale of dates and numbers', () => {
    const cases: [chosen: string | undefined, own: string, expected: string][] = [
        [undefined, 'fa-IR', 'en'],
        [undefined, 'ar-EG', 'en'],
        [undefined, 'th-TH', 'en'],
        ['en', 'de-DE', 'en'],
        [undefined, 'en-GB', 'en-GB'],
        ['en', 'en-US', 'en-US'],
        ['de', 'en-US', 'de'],
        ['de', 'fa-IR', 'de']
    ];
    for (const [chosen, own, expected] of cases) {
        it(`is ${expected} in an IDE in ${chosen ?? 'English'}, in a browser in ${own}`, () => {
            expect(shownLocale(chosen, own)).to.equal(expected);
        });
    }

    it('is a locale that the browser knows', () => {
        expect(Intl.getCanonicalLocales(shownLocale(undefined))).to.have.length(1);
    });
});
