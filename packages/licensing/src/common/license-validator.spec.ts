// SPDX-License-Identifier: MIT

import { CloudError, type AccountOverview } from '@sanyam/types';
import { expect } from 'chai';
import { DatabaseFeatureGate } from './database-feature-gate';
import { LICENSE_LIFETIME, LicenseValidator } from './license-validator';

function accountOf(tier: string, flags: Partial<AccountOverview['tier_limits']> = {}): AccountOverview {
    const time = '2026-01-01T00:00:00.000000Z';
    return {
        profile: {
            id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a',
            email: 'ada@example.org',
            tier,
            created_at: time,
            updated_at: time
        },
        tier_limits: {
            tier,
            max_documents: 5,
            max_storage_bytes: null,
            max_document_size_bytes: 262_144,
            max_versions_per_document: 10,
            version_retention_days: 90,
            trash_retention_days: 30,
            api_rate_limit_per_hour: 100,
            has_cloud_storage: true,
            has_cloud_auth: true,
            has_document_sharing: false,
            has_document_versioning: false,
            has_api_keys: false,
            has_realtime_collaboration: false,
            has_azure_ad: false,
            has_document_recovery: false,
            ...flags
        },
        usage: { document_count: 0, storage_used_bytes: 0, trash_count: 0 },
        features: {}
    };
}

/** Creates a validator and a gate. The test controls the account and the clock. */
function world() {
    const state = { answer: (): AccountOverview => accountOf('free'), reads: 0, time: 0 };
    const validator = new LicenseValidator(
        {
            overview: async () => {
                state.reads++;
                return state.answer();
            }
        },
        () => state.time
    );
    return { state, validator, gate: new DatabaseFeatureGate(validator) };
}

describe('LicenseValidator', () => {
    it('reads the whole row and caches it for 15 minutes [FR-057, FR-063]', async () => {
        const { state, validator } = world();
        await Promise.all([validator.tierLimits(), validator.tierLimits()]);
        state.time = LICENSE_LIFETIME - 1;
        expect(await validator.tierLimits()).to.deep.equal(accountOf('free').tier_limits);
        expect(state.reads).to.equal(1);
    });

    it('reads the row again after 15 minutes [FR-063]', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        state.time = LICENSE_LIFETIME;
        state.answer = () => accountOf('pro');
        expect((await validator.tierLimits()).tier).to.equal('pro');
    });

    it('reads the row again after invalidate()', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        validator.invalidate();
        await validator.tierLimits();
        expect(state.reads).to.equal(2);
    });

    it('does not cache an error', async () => {
        const { state, validator } = world();
        state.answer = () => {
            throw new CloudError('SERVICE_UNAVAILABLE', 'unreachable');
        };
        const failure: unknown = await validator.tierLimits().catch((error: unknown) => error);
        expect(CloudError.is(failure, 'SERVICE_UNAVAILABLE')).to.equal(true);
        state.answer = () => accountOf('free');
        expect((await validator.tierLimits()).tier).to.equal('free');
    });
});

describe('DatabaseFeatureGate', () => {
    it('reads features and limits from the row of any tier [FR-049, FR-058, FR-060, FR-061]', async () => {
        const { state, gate } = world();
        state.answer = () => accountOf('academic', { has_api_keys: true });
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(true);
        expect(await gate.isFeatureEnabled('document_sharing')).to.equal(false);
        expect((await gate.getTierLimits()).tier).to.equal('academic');
    });

    it('reads the row again before it denies a feature, so that an upgrade applies at once', async () => {
        const { state, gate } = world();
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(false);
        state.answer = () => accountOf('pro', { has_api_keys: true });
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(true);
    });

    it('denies a feature without a flag in the row', async () => {
        const { gate } = world();
        expect(await gate.isFeatureEnabled('teleportation')).to.equal(false);
        expect(await gate.isFeatureEnabled('constructor')).to.equal(false);
    });
});
