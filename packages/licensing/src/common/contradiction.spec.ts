// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { accountOf } from '../test/account-of';
import { contradicts } from './contradiction';
import { licenseOfAccount } from './license';

const license = licenseOfAccount(accountOf('pro', { has_api_keys: true, max_documents: 100 }));

function refusal(code: ErrorCode, details: Record<string, unknown>): boolean {
    return contradicts(new CloudError(code, 'No.', details), license);
}

describe('a refusal', () => {
    it('contradicts a license that has the feature, or that is of another tier', () => {
        expect(refusal('FEATURE_NOT_AVAILABLE', { feature: 'api_keys', tier: 'pro' })).to.equal(true);
        expect(refusal('FEATURE_NOT_AVAILABLE', { feature: 'azure_ad', tier: 'free' })).to.equal(true);
        expect(refusal('FEATURE_NOT_AVAILABLE', { feature: 'azure_ad', tier: 'pro' })).to.equal(false);
    });

    it('contradicts a license with another limit', () => {
        const atLimit = { limit_name: 'max_documents', limit: 100, current: 100, tier: 'pro' };
        expect(refusal('TIER_LIMIT_EXCEEDED', atLimit)).to.equal(false);
        expect(refusal('TIER_LIMIT_EXCEEDED', { ...atLimit, limit: 5 })).to.equal(true);
        expect(refusal('TIER_LIMIT_EXCEEDED', { ...atLimit, limit: 5, tier: 'free' })).to.equal(true);
    });

    it('does not contradict the license if it is about another user, about a common limit, or no refusal', () => {
        expect(refusal('FEATURE_NOT_AVAILABLE', { feature: 'api_keys' })).to.equal(false);
        expect(refusal('TIER_LIMIT_EXCEEDED', { limit_name: 'max_documents' })).to.equal(false);
        const common = { limit_name: 'shares_of_a_document', limit: 100, current: 100, tier: 'pro' };
        expect(refusal('TIER_LIMIT_EXCEEDED', common)).to.equal(false);
        expect(refusal('FORBIDDEN', {})).to.equal(false);
        expect(refusal('FEATURE_NOT_AVAILABLE', {})).to.equal(false);
        expect(contradicts(new Error('FEATURE_NOT_AVAILABLE'), license)).to.equal(false);
    });
});
