// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from './test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { AuthSession, CloudConfiguration, SignInService } from '@sanyam/types';
import { AuthenticationService } from '@theia/core/lib/browser/authentication-service';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { StatusBar, type StatusBarEntry } from '@theia/core/lib/browser/status-bar/status-bar-types';
import { WidgetManager } from '@theia/core/lib/browser/widget-manager';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { CommandContribution, CommandRegistry, CommandService } from '@theia/core/lib/common/command';
import { bindRootContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { ILogger } from '@theia/core/lib/common/logger';
import { MessageService } from '@theia/core/lib/common/message-service';
import { MessageClient } from '@theia/core/lib/common/message-service-protocol';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { MockLogger } from '@theia/core/lib/common/test/mock-logger';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { AccountCommands } from './account/account-commands';
import module from './auth-frontend-module';
import { SessionAtOnline } from './session/session-at-online';

disableBrowserGlobals();

describe('the frontend module of sign-in', () => {
    afterEach(() => Reflect.deleteProperty(globalThis, 'window'));

    /** Creates a container with the parts of Theia that the module needs. `entries` has the status bar. */
    function createContainer(configuration?: CloudConfiguration) {
        const container = new Container();
        const entries = new Map<string, StatusBarEntry>();
        bindRootContributionProvider(container, CommandContribution);
        container.bind(CommandRegistry).toSelf().inSingletonScope();
        container.bind(CommandService).toService(CommandRegistry);
        container.bind(StatusBar).toConstantValue({
            setElement: async (id: string, entry: StatusBarEntry) => void entries.set(id, entry)
        });
        container.bind(ILogger).to(MockLogger);
        container.bind(MessageClient).toSelf();
        container.bind(MessageService).toSelf();
        container.bind(FrontendApplicationStateService).toSelf().inSingletonScope();
        container.bind(QuickInputService).toConstantValue({});
        container.bind<object>(WindowService).toConstantValue({});
        container.bind<object>(AuthenticationService).toConstantValue({
            registerAuthenticationProvider: () => undefined,
            onDidChangeSessions: () => undefined
        });
        container.bind<object>(MenuModelRegistry).toConstantValue({ unregisterMenuAction: () => undefined });
        container.bind<object>(WidgetManager).toConstantValue({});
        container.bind<object>(ApplicationShell).toConstantValue({});
        if (configuration) {
            container.bind(CloudConfiguration).toConstantValue(configuration);
        }
        container.load(module);
        return { container, entries };
    }

    const configuration: CloudConfiguration = { supabaseUrl: 'http://127.0.0.1:9', supabaseAnonKey: 'key' };

    function contributions(container: Container, identifier: symbol): unknown[] {
        return container.isBound(identifier) ? container.getAll(identifier) : [];
    }

    it('binds nothing without a cloud [FR-086]', () => {
        const { container } = createContainer();
        for (const identifier of [AuthSession, SignInService]) {
            expect(container.isBound(identifier)).to.equal(false);
        }
        for (const identifier of [CommandContribution, MenuContribution, FrontendApplicationContribution]) {
            expect(contributions(container, identifier)).to.deep.equal([]);
        }
    });

    it('binds a session and the sign-in service with a cloud', async () => {
        const { container } = createContainer(configuration);
        const session = container.get<AuthSession>(AuthSession);
        expect(container.get(SignInService)).to.respondTo('requireUser');
        await session.ready;
        expect(session.user).to.equal(undefined);
        expect(await session.accessToken()).to.equal(null);
    });

    it('binds what asks for the server of a session when the browser has a network again', () => {
        const starting = contributions(createContainer(configuration).container, FrontendApplicationContribution);
        expect(starting.some(each => each instanceof SessionAtOnline)).to.equal(true);
    });

    it('offers Sign In and hides Sign Out while no user is signed in', async () => {
        const { container } = createContainer(configuration);
        const commands = container.get(CommandRegistry);
        commands.onStart();
        await container.get<AuthSession>(AuthSession).ready;
        expect(commands.isVisible(AccountCommands.SIGN_IN.id)).to.equal(true);
        expect(commands.isEnabled(AccountCommands.SIGN_IN.id)).to.equal(true);
        for (const { id } of [AccountCommands.SIGN_OUT, AccountCommands.SHOW_ACCOUNT]) {
            expect(commands.isVisible(id)).to.equal(false);
            expect(commands.isEnabled(id)).to.equal(false);
        }
    });

    it('shows a spinner in the status bar while the session is restored, then Sign In', async () => {
        const { container, entries } = createContainer(configuration);
        const text = () => entries.get(AccountCommands.STATUS_ID)?.text;
        Object.assign(globalThis, { window: new EventTarget() });
        for (const contribution of container.getAll<FrontendApplicationContribution>(FrontendApplicationContribution)) {
            await contribution.onStart?.({} as never);
        }
        expect(text()).to.equal('$(sync~spin)');
        await container.get<AuthSession>(AuthSession).ready;
        expect(text()).to.equal('$(account) Sign In');
    });
});
