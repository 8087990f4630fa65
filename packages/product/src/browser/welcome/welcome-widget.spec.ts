// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { until } from '@sanyam/test-kit/until';
import { KeybindingRegistry, LabelProvider } from '@theia/core/lib/browser';
import { CommandContribution, CommandRegistry, Emitter, Event } from '@theia/core/lib/common';
import { bindRootContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { ILogger } from '@theia/core/lib/common/logger';
import { MockLogger } from '@theia/core/lib/common/test/mock-logger';
import URI from '@theia/core/lib/common/uri';
import { Container } from '@theia/core/shared/inversify';
import { WorkspaceService } from '@theia/workspace/lib/browser';
import { expect } from 'chai';
import { WelcomeWidget } from './welcome-widget';

disableBrowserGlobals();

describe('the welcome page', () => {
    let commands: CommandRegistry;
    let widget: WelcomeWidget;
    const recent = ['file:///home/ada/engine', 'file:///home/ada/open'];

    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));

    beforeEach(() => {
        const container = new Container();
        bindRootContributionProvider(container, CommandContribution);
        container.bind(CommandRegistry).toSelf().inSingletonScope();
        container.bind(ILogger).to(MockLogger);
        container.bind(KeybindingRegistry).toConstantValue({
            onKeybindingsChanged: Event.None,
            getKeybindingsForCommand: (command: string) => (command === 'keymaps:open' ? [{ command }] : []),
            acceleratorFor: () => ['Ctrl+K', 'Ctrl+S']
        } as unknown as KeybindingRegistry);
        container
            .bind(LabelProvider)
            .toConstantValue({ getName: element => (element as URI).path.base } as LabelProvider);
        container.bind(WorkspaceService).toConstantValue({
            onWorkspaceChanged: Event.None,
            tryGetRoots: () => [{ resource: 'file:///home/ada/open' }] as unknown,
            recentWorkspaces: async () => recent
        } as WorkspaceService);
        container.bind(WelcomeWidget).toSelf();
        commands = container.get(CommandRegistry);
        widget = container.get(WelcomeWidget);
    });

    afterEach(() => widget.dispose());

    after(() => disableBrowserGlobals());

    const button = (command: string) => widget.node.querySelector<HTMLElement>(`[data-command="${command}"]`);
    const headings = () => [...widget.node.querySelectorAll('h2')].map(heading => heading.textContent);

    it('does not mention a cloud without cloud commands [FR-086]', async () => {
        commands.registerCommand({ id: 'workspace:openFolder' }, { execute: () => undefined });
        await until(() => button('workspace:openFolder') !== null);
        expect(widget.node.textContent).not.to.match(/cloud|sign/i);
        expect(headings()).not.to.include('Cloud');
    });

    it('shows cloud commands when they are registered', async () => {
        commands.registerCommand({ id: 'sanyam.signIn' }, { execute: () => undefined });
        await until(() => button('sanyam.signIn') !== null);
        expect(headings()).to.include('Cloud');
    });

    it('offers Sign In or Sign Out, depending on the session', async () => {
        let signedIn = false;
        const changed = new Emitter<void>();
        const onDidChangeEnabled = changed.event;
        const execute = () => undefined;
        commands.registerCommand({ id: 'sanyam.signIn' }, { execute, onDidChangeEnabled, isVisible: () => !signedIn });
        commands.registerCommand({ id: 'sanyam.signOut' }, { execute, onDidChangeEnabled, isVisible: () => signedIn });
        await until(() => button('sanyam.signIn') !== null);
        expect(button('sanyam.signOut')).to.equal(null);
        signedIn = true;
        changed.fire();
        await until(() => button('sanyam.signOut') !== null);
        expect(button('sanyam.signIn')).to.equal(null);
    });

    it('runs the command of an enabled button only', async () => {
        const ran: string[] = [];
        const register = (id: string, enabled: boolean) =>
            commands.registerCommand(
                { id },
                { execute: () => void ran.push(id), isEnabled: () => enabled, isVisible: () => true }
            );
        register('sanyam.saveToCloud', false);
        register('sanyam.openDocument', true);
        await until(() => button('sanyam.openDocument') !== null);
        expect(button('sanyam.saveToCloud')?.getAttribute('aria-disabled')).to.equal('true');
        button('sanyam.saveToCloud')?.click();
        button('sanyam.openDocument')?.click();
        await until(() => ran.length > 0);
        expect(ran).to.deep.equal(['sanyam.openDocument']);
    });

    it('shows the keyboard shortcut of a command', async () => {
        commands.registerCommand({ id: 'keymaps:open' }, { execute: () => undefined });
        await until(() => button('keymaps:open') !== null);
        expect(button('keymaps:open')?.querySelector('kbd')?.textContent).to.equal('Ctrl+K Ctrl+S');
    });

    it('lists recent folders except the open one', async () => {
        await until(() => headings().includes('Recent'));
        expect(widget.node.textContent).to.include('engine').and.not.to.include('/home/ada/open');
    });

    it('has one main heading: the name of the application', async () => {
        widget.update();
        await until(() => widget.node.querySelector('h1') !== null);
        expect([...widget.node.querySelectorAll('h1')].map(heading => heading.textContent)).to.deep.equal(['Sanyam']);
    });
});
