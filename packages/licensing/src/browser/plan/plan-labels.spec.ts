// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { TierLimits } from '@sanyam/types';
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

    it('have no days for a plan without history, whatever its row says', () => {
        const small = {
            tier: 'small',
            max_versions_per_document: 1,
            version_retention_days: 90,
            has_document_versioning: false
        } as TierLimits;
        const large = {
            tier: 'large',
            max_versions_per_document: 100,
            version_retention_days: 365,
            has_document_versioning: true
        } as TierLimits;
        const columns = comparedColumns([small, large], { isDeclared: () => false });
        const shown = (row: TierLimits) => columns.map(column => [column.column, valueOf(row, column)]);
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
        expect(smallerLimits(columns, large, small)).to.deep.equal(['Versions of a document: 100 → 1']);
    });

    it('do not promise a feature that is still to be built, until a package contributes it', () => {
        const row = {
            tier: 'pro',
            has_document_sharing: true,
            has_realtime_collaboration: true,
            has_azure_ad: true,
            has_wings: true
        } as unknown as TierLimits;
        const labels = (...declared: string[]) =>
            comparedColumns([row], { isDeclared: feature => declared.includes(feature) }).map(({ label }) => label);
        expect(labels()).to.deep.equal(['Sharing', 'Sign-in with Azure AD', 'Wings']);
        expect(labels('realtime_collaboration')).to.deep.equal([
            'Sharing',
            'Live collaboration',
            'Sign-in with Azure AD',
            'Wings'
        ]);
    });

    it('have limits with their units', () => {
        expect(limitText('max_documents', 1200)).to.equal('1,200');
        expect(limitText('max_storage_bytes', 1024 * 1024)).to.equal('1 MB');
        expect(limitText('trash_retention_days', 1)).to.equal('1 day');
        expect(limitText('max_documents', null)).to.equal('Unlimited');
        expect(limitText('has_api_keys', true)).to.equal(undefined);
    });
});
