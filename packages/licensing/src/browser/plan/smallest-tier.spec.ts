// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';
import { expect } from 'chai';
import { comparedColumns } from './plan-labels';
import { smallestTier } from './smallest-tier';

describe('the plan that is offered', () => {
    const rowOf = (tier: string, max_documents: number | null, features: Partial<TierLimits> = {}) =>
        ({ tier, max_documents, has_api_keys: false, has_document_sharing: false, ...features }) as TierLimits;
    const tiers = [
        rowOf('small', 5, { has_document_sharing: true }),
        rowOf('medium', 50),
        rowOf('scripts', 50, { has_document_sharing: true, has_api_keys: true, max_storage_bytes: 10 }),
        rowOf('large', null, { has_document_sharing: true, has_api_keys: true })
    ];
    const columns = comparedColumns(tiers, { isDeclared: () => false });
    const needsDocuments = ({ max_documents: limit }: TierLimits) => limit === null || limit > 5;
    const needsKeys = ({ has_api_keys: has }: TierLimits) => has;
    const offer = (present: string, isMet: (row: TierLimits) => boolean, sold?: string[]) =>
        smallestTier(
            tiers,
            columns,
            present,
            isMet,
            sold?.map(tier => ({ tier, prices: [] }))
        );

    it('is the smallest one that is enough', () => {
        expect(offer('small', needsKeys)).to.equal('scripts');
        expect(offer('unknown', needsDocuments)).to.equal('medium');
    });

    it('takes no feature away', () => {
        expect(offer('small', needsDocuments)).to.equal('scripts');
    });

    it('takes nothing of a limit away', () => {
        const own = [...tiers.slice(1), rowOf('own', 60, { has_document_sharing: true })];
        expect(smallestTier(own, columns, 'own', needsKeys, undefined)).to.equal('large');
    });

    it('can be bought, where plans are sold', () => {
        expect(offer('small', needsDocuments, ['medium', 'large'])).to.equal('large');
        expect(offer('small', needsDocuments, ['medium'])).to.equal(undefined);
        expect(offer('small', needsDocuments, [])).to.equal(undefined);
    });
});
