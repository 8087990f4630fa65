// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { limitText, priceText } from './plan-labels';

describe('the texts about plans', () => {
    const price = (amount: number | null, currency: string) => priceText({ amount, currency, interval: 'month' });

    it('have the amounts of Stripe, whatever digits the browser knows for the currency', () => {
        expect(price(900, 'eur')).to.equal('€9.00 a month');
        expect(price(900, 'jpy')).to.equal('¥900 a month');
        expect(price(90_000, 'isk')).to.match(/900\D* a month$/);
        expect(price(9000, 'kwd')).to.match(/9\.000 a month$/);
        expect(price(null, 'eur')).to.equal('Variable price a month');
    });

    it('have limits with their units', () => {
        expect(limitText('max_documents', 1200)).to.equal('1,200');
        expect(limitText('max_storage_bytes', 1024 * 1024)).to.equal('1 MB');
        expect(limitText('trash_retention_days', 1)).to.equal('1 day');
        expect(limitText('max_documents', null)).to.equal('Unlimited');
        expect(limitText('has_api_keys', true)).to.equal(undefined);
    });
});
