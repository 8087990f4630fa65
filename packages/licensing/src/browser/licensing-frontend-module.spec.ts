// SPDX-License-Identifier: MIT

import { DatabaseSession } from '@sanyam/store';
import {
    type AccountOverview,
    AccountOverviewSource,
    AuthSession,
    CloudConfiguration,
    CloudError,
    FeatureContribution,
    FeatureGate,
    type FeatureRegistration,
    type SessionChange,
    SignInService
} from '@sanyam/types';
import { ContextKeyService } from '@theia/core/lib/browser/context-key-service';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution, type CommandRegistry } from '@theia/core/lib/common/command';
import { Emitter } from '@theia/core/lib/common/event';
import { MessageService } from '@theia/core/lib/common/message-service';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { accountOf } from '../test/account-of';
import module from './licensing-frontend-module';

const user = { id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a', email: 'ada@example.org' };

/** Creates the container of an IDE whose user is signed in, with the real module. The test controls the account. */
function createIde(...contributions: [packageName: string, ...features: FeatureRegistration[]][]) {
    const state = { answer: (): AccountOverview => accountOf('free'), signsIn: true };
    const keys = new Map<string, unknown>();
    const notices: string[] = [];
    const changes = new Emitter<SessionChange>();
    const container = new Container();
    container.bind(CloudConfiguration).toConstantValue({ supabaseUrl: 'http://127.0.0.1:9', supabaseAnonKey: 'key' });
    container.bind(AccountOverviewSource).toConstantValue({ overview: async () => state.answer() });
    container.bind(AuthSession).toConstantValue({
        ready: Promise.resolve(),
        user,
        onDidChange: changes.event,
        accessToken: async () => null,
        renewToken: async () => null
    } satisfies AuthSession);
    container.bind(SignInService).toConstantValue({ requireUser: async () => (state.signsIn ? user : undefined) });
    container
        .bind(ContextKeyService)
        .toConstantValue({ setContext: (key: string, value: unknown) => keys.set(key, value) });
    const notice = async (text: string): Promise<undefined> => void notices.push(text);
    container.bind(MessageService).toConstantValue({ info: notice, error: notice } as unknown as MessageService);
    container.load(module);
    for (const [packageName, ...features] of contributions) {
        container.bind(FeatureContribution).toConstantValue({ packageName, features });
    }
    const start = (): void => {
        const all = container.getAll<FrontendApplicationContribution>(FrontendApplicationContribution);
        for (const each of all) {
            each.initialize?.();
        }
        for (const each of all) {
            void each.onStart?.({} as Parameters<NonNullable<FrontendApplicationContribution['onStart']>>[0]);
        }
    };
    const stop = (): void =>
        container
            .getAll<FrontendApplicationContribution>(FrontendApplicationContribution)
            .forEach(each =>
                each.onStop?.({} as Parameters<NonNullable<FrontendApplicationContribution['onStop']>>[0])
            );
    return {
        container,
        state,
        keys,
        notices,
        changes,
        start,
        stop,
        gate: () => container.get<FeatureGate>(FeatureGate)
    };
}

const outline: FeatureRegistration = { featureId: 'acme.outline', requiredTier: 'pro' };

describe('the frontend module of licensing', () => {
    it('makes the gate of everything that packages contribute [FR-069]', async () => {
        const { gate, state } = createIde(
            ['@acme/one', outline],
            ['@acme/two', { ...outline, featureId: 'acme.graph' }]
        );
        state.answer = () => accountOf('pro', {}, { included_tiers: ['free', 'pro'] });
        await gate().getTierLimits();
        expect(['acme.outline', 'acme.graph'].map(id => gate().isFeatureEnabled(id))).to.deep.equal([true, true]);
    });

    it('has no gate if two packages contribute a feature with different tiers: the error names both', () => {
        const { gate } = createIde(['@acme/one', outline], ['@acme/two', { ...outline, requiredTier: 'enterprise' }]);
        expect(gate).to.throw('the tier pro in @acme/one, and enterprise in @acme/two');
    });

    it('sets context keys for the tier and each feature, and changes them with the tier', async () => {
        const { keys, state, gate, changes, start, stop } = createIde(['@acme/one', outline]);
        state.answer = () => accountOf('pro', { has_api_keys: true }, { included_tiers: ['free', 'pro'] });
        start();
        expect([...keys]).to.deep.equal([
            ['sanyam.tier', undefined],
            ['sanyam.feature.acme.outline', false]
        ]);
        await gate().getTierLimits();
        expect([keys.get('sanyam.tier'), keys.get('sanyam.feature.acme.outline')]).to.deep.equal(['pro', true]);
        expect([keys.get('sanyam.feature.api_keys'), keys.get('sanyam.feature.azure_ad')]).to.deep.equal([true, false]);

        state.answer = () => accountOf('free');
        await gate().refresh();
        expect([keys.get('sanyam.tier'), keys.get('sanyam.feature.api_keys')]).to.deep.equal(['free', false]);

        changes.fire({ kind: 'signed-out', user: undefined });
        const set = [...keys].filter(([, value]) => value !== false && value !== undefined);
        expect(set).to.deep.equal([]);
        stop();
    });

    it('reads the license again when the database refuses what it allows, before anybody asks', async () => {
        const { container, state, gate } = createIde();
        const refusal = new CloudError('FEATURE_NOT_AVAILABLE', 'No.', { feature: 'api_keys', tier: 'free' });
        container.bind(DatabaseSession).toConstantValue({ call: () => Promise.reject(refusal) });
        state.answer = () => accountOf('pro', { has_api_keys: true });
        await gate().refresh();
        const changed = new Promise<void>(resolve => gate().onDidChange(resolve));
        state.answer = () => accountOf('free');
        const session = container.get<DatabaseSession>(DatabaseSession);
        expect(await session.call('create_api_key', {}).catch((error: unknown) => error)).to.equal(refusal);
        await changed;
        expect(gate().isFeatureEnabled('api_keys')).to.equal(false);
    });

    it('binds nothing without a cloud', () => {
        const container = new Container();
        container.load(module);
        expect([FeatureGate, CommandContribution].filter(each => container.isBound(each))).to.deep.equal([]);
    });
});

describe('Sanyam: Refresh License', () => {
    /** Returns what the command says. */
    async function run({ container, notices }: ReturnType<typeof createIde>): Promise<string[]> {
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
        const ide = createIde();
        await ide.gate().getTierLimits();
        ide.state.answer = () => accountOf('pro', { has_api_keys: true });
        expect(await run(ide)).to.deep.equal(['Your plan is “pro”.']);
        expect(ide.gate().isFeatureEnabled('api_keys')).to.equal(true);
    });

    it('says what to do when the cloud does not answer', async () => {
        const ide = createIde();
        ide.state.answer = () => {
            throw new CloudError('SERVICE_UNAVAILABLE');
        };
        const [notice] = await run(ide);
        expect(notice).to.equal(
            'Could not read your plan, because the cloud did not answer. Check your connection, then try again.'
        );
    });

    it('does nothing if the user does not sign in', async () => {
        const ide = createIde();
        ide.state.signsIn = false;
        expect(await run(ide)).to.deep.equal([]);
    });
});
