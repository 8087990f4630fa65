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

/** A source whose answer, and a clock whose time, a test can change. */
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
    it('reads the row once for everyone who asks within its lifetime', async () => {
        const { state, validator } = world();
        await Promise.all([validator.tierLimits(), validator.tierLimits()]);
        state.time = LICENSE_LIFETIME - 1;
        expect((await validator.tierLimits()).max_documents).to.equal(5);
        expect(state.reads).to.equal(1);
    });

    it('reads the row again when its lifetime is over', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        state.time = LICENSE_LIFETIME;
        state.answer = () => accountOf('pro');
        expect((await validator.tierLimits()).tier).to.equal('pro');
    });

    it('reads the row again after the session changed', async () => {
        const { state, validator } = world();
        await validator.tierLimits();
        validator.invalidate();
        await validator.tierLimits();
        expect(state.reads).to.equal(2);
    });

    it('does not remember a failure', async () => {
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
    it('answers from the flags of the row, whatever the tier is called', async () => {
        const { state, gate } = world();
        state.answer = () => accountOf('academic', { has_api_keys: true });
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(true);
        expect(await gate.isFeatureEnabled('document_sharing')).to.equal(false);
        expect((await gate.getTierLimits()).tier).to.equal('academic');
    });

    it('asks again before it says no, so that an upgrade counts at once', async () => {
        const { state, gate } = world();
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(false);
        state.answer = () => accountOf('pro', { has_api_keys: true });
        expect(await gate.isFeatureEnabled('api_keys')).to.equal(true);
    });

    it('does not offer a feature that the row does not know', async () => {
        const { gate } = world();
        expect(await gate.isFeatureEnabled('teleportation')).to.equal(false);
        expect(await gate.isFeatureEnabled('constructor')).to.equal(false);
    });
});
