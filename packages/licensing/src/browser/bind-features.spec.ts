// SPDX-License-Identifier: MIT

import { DatabaseSession } from '@sanyam/store';
import { type AccountOverview, CloudError, type FeatureRegistration } from '@sanyam/types';
import { CommandContribution, type CommandRegistry } from '@theia/core/lib/common/command';
import { expect } from 'chai';
import { accountOf } from '../test/account-of';
import { createIde } from '../test/create-ide';

/** Creates an IDE. The test controls the account. */
function world(...contributions: [packageName: string, ...features: FeatureRegistration[]][]) {
    const account = { answer: (): AccountOverview => accountOf('free') };
    const ide = createIde({ overview: async () => account.answer() }, ...contributions);
    return { ...ide, account };
}

const outline: FeatureRegistration = { featureId: 'acme.outline', requiredTier: 'pro' };

describe('the features of licensing', () => {
    it('makes the gate of everything that packages contribute [FR-069]', async () => {
        const { gate, account } = world(['@acme/one', outline], ['@acme/two', { ...outline, featureId: 'acme.graph' }]);
        account.answer = () => accountOf('pro', {}, { included_tiers: ['free', 'pro'] });
        await gate().getTierLimits();
        expect(['acme.outline', 'acme.graph'].map(id => gate().isFeatureEnabled(id))).to.deep.equal([true, true]);
    });

    it('has no gate if two packages contribute a feature with different tiers: the error names both', () => {
        const { gate } = world(['@acme/one', outline], ['@acme/two', { ...outline, requiredTier: 'enterprise' }]);
        expect(gate).to.throw('the tier pro in @acme/one, and enterprise in @acme/two');
    });

    it('sets context keys for the tier and each feature, and changes them with the tier', async () => {
        const { keys, account, gate, changes, start, stop } = world(['@acme/one', outline]);
        account.answer = () => accountOf('pro', { has_api_keys: true }, { included_tiers: ['free', 'pro'] });
        start();
        expect([...keys]).to.deep.equal([
            ['sanyam.licensing', true],
            ['sanyam.tier', undefined],
            ['sanyam.feature.acme.outline', false]
        ]);
        await gate().getTierLimits();
        expect([keys.get('sanyam.tier'), keys.get('sanyam.feature.acme.outline')]).to.deep.equal(['pro', true]);
        expect([keys.get('sanyam.feature.api_keys'), keys.get('sanyam.feature.azure_ad')]).to.deep.equal([true, false]);

        account.answer = () => accountOf('free');
        await gate().refresh();
        expect([keys.get('sanyam.tier'), keys.get('sanyam.feature.api_keys')]).to.deep.equal(['free', false]);

        changes.fire({ kind: 'signed-out', user: undefined });
        const set = [...keys].filter(([, value]) => value !== false && value !== undefined);
        expect(set).to.deep.equal([['sanyam.licensing', true]]);
        stop();
    });

    it('reads the license again when the database refuses what it allows, before anybody asks', async () => {
        const { container, account, gate } = world();
        const refusal = new CloudError('FEATURE_NOT_AVAILABLE', 'No.', { feature: 'api_keys', tier: 'free' });
        container.bind(DatabaseSession).toConstantValue({ call: () => Promise.reject(refusal) });
        account.answer = () => accountOf('pro', { has_api_keys: true });
        await gate().refresh();
        const changed = new Promise<void>(resolve => gate().onDidChange(resolve));
        account.answer = () => accountOf('free');
        const session = container.get<DatabaseSession>(DatabaseSession);
        expect(await session.call('create_api_key', {}).catch((error: unknown) => error)).to.equal(refusal);
        await changed;
        expect(gate().isFeatureEnabled('api_keys')).to.equal(false);
    });
});

describe('Sanyam: Refresh License', () => {
    /** Returns what the command says. */
    async function run({ container, notices }: ReturnType<typeof world>): Promise<string[]> {
        let execute: (() => Promise<void>) | undefined;
        const registry = {
            registerCommand: ({ id }: { id: string }, handler: { execute: () => Promise<void> }) => {
                expect(id).to.equal('sanyam.refreshLicense');
                execute = handler.execute;
            }
        };
        container
            .get<CommandContribution>(CommandContribution)
            .registerCommands(registry as unknown as CommandRegistry);
        await execute?.();
        return notices;
    }

    it('reads the plan again and says which it is [FR-065]', async () => {
        const ide = world();
        await ide.gate().getTierLimits();
        ide.account.answer = () => accountOf('pro', { has_api_keys: true });
        expect(await run(ide)).to.deep.equal(['Your plan is “pro”.']);
        expect(ide.gate().isFeatureEnabled('api_keys')).to.equal(true);
    });

    it('says what to do when the cloud does not answer', async () => {
        const ide = world();
        ide.account.answer = () => {
            throw new CloudError('SERVICE_UNAVAILABLE');
        };
        const [notice] = await run(ide);
        expect(notice).to.equal(
            'Could not read your plan, because the cloud did not answer. Check your connection, then try again.'
        );
    });

    it('does nothing if the user does not sign in', async () => {
        const ide = world();
        ide.state.signsIn = false;
        expect(await run(ide)).to.deep.equal([]);
    });
});
