// SPDX-License-Identifier: MIT

import {
    AccountOverviewSource,
    AuthSession,
    FeatureContribution,
    FeatureGate,
    type FeatureRegistration,
    type SessionChange,
    SignInService
} from '@sanyam/types';
import { ContextKeyService } from '@theia/core/lib/browser/context-key-service';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { Emitter } from '@theia/core/lib/common/event';
import { MessageService } from '@theia/core/lib/common/message-service';
import { Container, ContainerModule } from '@theia/core/shared/inversify';
import { bindFeatures } from '../browser/bind-features';

const user = { id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a', email: 'ada@example.org' };

/**
 * Creates the container of an IDE whose user is signed in, with the real bindings.
 *
 * @param source answers the user's account
 */
export function createIde(
    source: AccountOverviewSource,
    ...contributions: [packageName: string, ...features: FeatureRegistration[]][]
) {
    const state = { signsIn: true };
    const keys = new Map<string, unknown>();
    const notices: string[] = [];
    const changes = new Emitter<SessionChange>();
    const container = new Container();
    container.bind(AccountOverviewSource).toConstantValue(source);
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
    container.load(new ContainerModule((bind, _1, _2, _3, _4, onActivation) => bindFeatures(bind, onActivation)));
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
