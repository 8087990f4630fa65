// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { TierLimits, TierList } from '@sanyam/types';
import { comparedColumns, limitText, priceText, smallerLimits, valueOf } from './plan-labels';

describe('the texts about plans', () => {
    const price = (amount: number | null, currency: string) => priceText({ amount, currency, interval: 'month' });

    it('have the amounts of Stripe, whatever digits the browser knows for the currency', () => {
        expect(price(900, 'eur')).to.equal('€9.00 a month');
        expect(price(900, 'jpy')).to.equal('¥900 a month');
        expect(price(90_000, 'isk')).to.match(/900\D* a month$/);
        expect(price(9000, 'kwd')).to.match(/9\.000 a month$/);
        expect(price(null, 'eur')).to.equal('Variable price a month');
    });

    it('have one version for a plan without history, whatever its row says', () => {
        const small = {
            tier: 'small',
            max_versions_per_document: 10,
            version_retention_days: 90,
            has_document_versioning: false
        } as TierLimits;
        const large = {
            tier: 'large',
            max_versions_per_document: 100,
            version_retention_days: 365,
            has_document_versioning: true
        } as TierLimits;
        const tiers: TierList = [small, large];
        const shown = (row: TierLimits) => comparedColumns(tiers).map(column => [column.column, valueOf(row, column)]);
        expect(shown(small)).to.deep.equal([
            ['max_versions_per_document', 1],
            ['version_retention_days', false],
            ['has_document_versioning', false]
        ]);
        expect(shown(large)).to.deep.equal([
            ['max_versions_per_document', 100],
            ['version_retention_days', 365],
            ['has_document_versioning', true]
        ]);
        expect(smallerLimits(tiers, large, small)).to.deep.equal(['Versions of a document: 100 → 1']);
    });

    it('have limits with their units', () => {
        expect(limitText('max_documents', 1200)).to.equal('1,200');
        expect(limitText('max_storage_bytes', 1024 * 1024)).to.equal('1 MB');
        expect(limitText('trash_retention_days', 1)).to.equal('1 day');
        expect(limitText('max_documents', null)).to.equal('Unlimited');
        expect(limitText('has_api_keys', true)).to.equal(undefined);
    });
});
