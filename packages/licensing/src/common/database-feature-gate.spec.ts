// SPDX-License-Identifier: MIT

import { type AccountOverview, CloudError, type FeatureContribution, type FeatureRegistration } from '@sanyam/types';
import { expect } from 'chai';
import { accountOf } from '../test/account-of';
import { DatabaseFeatureGate } from './database-feature-gate';
import { LicenseValidator } from './license-validator';

function contribution(packageName: string, ...features: FeatureRegistration[]): FeatureContribution {
    return { packageName, features };
}

/** Creates a gate. The test controls the account. */
function world(...contributions: FeatureContribution[]) {
    const state = { account: accountOf('free') };
    const validator = new LicenseValidator({ overview: async () => state.account });
    return { state, validator, gate: new DatabaseFeatureGate(validator, contributions) };
}

/** Creates a gate that knows an account. */
async function gateOf(account: AccountOverview, ...contributions: FeatureContribution[]): Promise<DatabaseFeatureGate> {
    const { state, gate } = world(...contributions);
    state.account = account;
    await gate.refresh();
    return gate;
}

const outline = { featureId: 'acme.outline', requiredTier: 'pro' };

describe('DatabaseFeatureGate', () => {
    it('reads features and limits from the row of any tier [FR-049, FR-058, FR-060, FR-061]', async () => {
        const gate = await gateOf(accountOf('academic', { has_api_keys: true }));
        expect(gate.isFeatureEnabled('api_keys')).to.equal(true);
        expect(gate.isFeatureEnabled('document_sharing')).to.equal(false);
        expect((await gate.getTierLimits()).tier).to.equal('academic');
        expect(gate.tier).to.equal('academic');
    });

    it('answers at once: it denies everything until the tier is known, and tells when its answers change', async () => {
        const { state, gate, validator } = world(contribution('acme', outline));
        const answers: boolean[] = [];
        gate.onDidChange(() => answers.push(gate.isFeatureEnabled('acme.outline')));
        state.account = accountOf('pro', { has_api_keys: true });
        expect([gate.isFeatureEnabled('api_keys'), gate.isFeatureEnabled('acme.outline')]).to.deep.equal([
            false,
            false
        ]);
        await gate.getTierLimits();
        expect([gate.isFeatureEnabled('api_keys'), gate.isFeatureEnabled('acme.outline')]).to.deep.equal([true, true]);
        validator.forget();
        expect(answers).to.deep.equal([true, false]);
    });

    it('applies an upgrade after refresh()', async () => {
        const { state, gate } = world();
        await gate.getTierLimits();
        state.account = accountOf('pro', { has_api_keys: true });
        expect(gate.isFeatureEnabled('api_keys')).to.equal(false);
        await gate.refresh();
        expect(gate.isFeatureEnabled('api_keys')).to.equal(true);
    });

    it('denies a feature that neither the row nor a package has', async () => {
        const gate = await gateOf(accountOf('free'), contribution('acme', outline));
        for (const id of ['teleportation', 'constructor', '__proto__', 'acme']) {
            expect(gate.isFeatureEnabled(id), id).to.equal(false);
        }
    });

    it('gives the feature of a package to the tiers that include the required one [FR-067, FR-068]', async () => {
        for (const [tier, included_tiers, expected] of [
            ['free', ['free'], false],
            ['trial', ['free', 'trial'], false],
            ['pro', ['free', 'trial', 'pro'], true],
            ['enterprise', ['free', 'trial', 'pro', 'enterprise'], true]
        ] as const) {
            const gate = await gateOf(
                accountOf(tier, {}, { included_tiers: [...included_tiers] }),
                contribution('acme', outline)
            );
            expect(gate.isFeatureEnabled('acme.outline'), tier).to.equal(expected);
        }
    });

    it('gives nobody a feature whose tier does not exist', async () => {
        const gate = await gateOf(accountOf('enterprise', {}, { included_tiers: ['free', 'pro', 'enterprise'] }), {
            packageName: 'acme',
            features: [{ featureId: 'acme.outline', requiredTier: 'platinum' }]
        });
        expect(gate.isFeatureEnabled('acme.outline')).to.equal(false);
    });

    it('lets a flag of the row decide, also one that only the operator knows [FR-070]', async () => {
        const templates = contribution('acme', { featureId: 'templates', requiredTier: 'pro' });
        const given = await gateOf(accountOf('free', { has_templates: true }), templates);
        expect(given.isFeatureEnabled('templates')).to.equal(true);
        const taken = await gateOf(accountOf('pro', { has_templates: false }), templates);
        expect(taken.isFeatureEnabled('templates')).to.equal(false);
    });

    it('has the ids of the flags and of the features of packages', async () => {
        const { gate } = world(contribution('acme', outline));
        expect([...gate.featureIds]).to.deep.equal(['acme.outline']);
        await gate.getTierLimits();
        expect([...gate.featureIds]).to.include.members(['acme.outline', 'api_keys', 'cloud_storage']);
    });

    it('throws if two packages need different tiers for a feature, and names both [FR-069]', () => {
        const other = { ...outline, requiredTier: 'enterprise' };
        expect(() => world(contribution('@acme/one', outline), contribution('@acme/other', other))).to.throw(
            'The feature acme.outline needs the tier pro in @acme/one, and enterprise in @acme/other.'
        );
        expect(() => world(contribution('@acme/one', outline, other))).to.throw(
            'needs the tier pro in @acme/one, and enterprise in @acme/one.'
        );
        expect(() => world(contribution('@acme/one', outline), contribution('@acme/other', outline))).not.to.throw();
    });

    it('throws if a contribution is invalid, and says whose it is and what is wrong', () => {
        const invalid = (features: unknown): FeatureContribution =>
            ({ packageName: '@acme/one', features }) as FeatureContribution;
        expect(() => world(invalid([{ featureId: 'Outline View', requiredTier: 'pro' }]))).to.throw(
            /Features of @acme\/one are invalid:[^]*small letters and digits[^]*features\[0\]\.featureId/
        );
        expect(() => world(invalid([{ featureId: 'a'.repeat(101), requiredTier: 'pro' }]))).to.throw(/100 characters/);
        expect(() => world(invalid([{ featureId: 'outline', requiredTier: '' }]))).to.throw(/requiredTier/);
        expect(() => world(invalid([{ featureId: 'outline' }]))).to.throw(/requiredTier/);
        expect(() => world(invalid([{ ...outline, tier: 'pro' }]))).to.throw(/tier/);
        expect(() => world(invalid(undefined))).to.throw(/features/);
        expect(() => world({ features: [] } as unknown as FeatureContribution)).to.throw('a package without a name');
    });

    it('lowers a tier as the database does it, and reads the row again afterwards [FR-079]', async () => {
        const reasons: string[] = [];
        const state = { account: accountOf('pro', { has_api_keys: true }) };
        const validator = new LicenseValidator({ overview: async () => state.account });
        const gate = new DatabaseFeatureGate(validator, [], async reason => {
            reasons.push(reason);
            state.account = accountOf('free');
            return state.account.tier_limits;
        });
        expect((await gate.getTierLimits()).tier).to.equal('pro');
        expect((await gate.degradeTier('unpaid')).tier).to.equal('free');
        expect([reasons, (await gate.getTierLimits()).tier]).to.deep.equal([['unpaid'], 'free']);
        expect(gate.isFeatureEnabled('api_keys')).to.equal(false);
    });

    it('lowers no tier where only the user acts', async () => {
        const { gate } = world();
        const failure: unknown = await gate.degradeTier('because').catch((error: unknown) => error);
        expect(CloudError.is(failure, 'FORBIDDEN')).to.equal(true);
    });

    it('of billing knows no row, and allows nothing', async () => {
        const gate = DatabaseFeatureGate.toDegrade(async () => accountOf('free').tier_limits);
        expect((await gate.degradeTier('unpaid')).tier).to.equal('free');
        expect(gate.isFeatureEnabled('cloud_storage')).to.equal(false);
        const failure: unknown = await gate.getTierLimits().catch((error: unknown) => error);
        expect(CloudError.is(failure, 'INTERNAL_ERROR')).to.equal(true);
    });

    it('answers for the row of one request without reading anything', () => {
        const gate = DatabaseFeatureGate.of(accountOf('pro', { has_api_keys: true }).tier_limits);
        expect([gate.isFeatureEnabled('api_keys'), gate.isFeatureEnabled('azure_ad')]).to.deep.equal([true, false]);
    });
});
