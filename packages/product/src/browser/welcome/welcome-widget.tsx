// SPDX-License-Identifier: MIT

import { RecentFolders } from '@sanyam/types';
import { CommandRegistry } from '@theia/core/lib/common';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { codicon, KeybindingRegistry, LabelProvider, Message, ReactWidget } from '@theia/core/lib/browser';
import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { WorkspaceService } from '@theia/workspace/lib/browser';
import { WELCOME_SECTIONS, WelcomeEntry, WelcomeSection } from './welcome-entries';

/** More would push other sections off the page. File > Open Recent has them all. */
const RECENT_WORKSPACES_SHOWN = 5;

/** The welcome page: the commands that are available now, and recent folders. */
@injectable()
export class WelcomeWidget extends ReactWidget {
    static readonly ID = 'sanyam-welcome';
    static readonly LABEL = nls.localize('sanyam/welcome/title', 'Welcome');

    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    @inject(KeybindingRegistry)
    protected readonly keybindings: KeybindingRegistry;

    @inject(LabelProvider)
    protected readonly labels: LabelProvider;

    @inject(WorkspaceService)
    protected readonly workspaces: WorkspaceService;

    @inject(RecentFolders)
    @optional()
    protected readonly recentFolders: RecentFolders | undefined;

    protected recentWorkspaces: URI[] = [];
    protected readonly toDisposeOnCommandsChanged = new DisposableCollection();

    @postConstruct()
    protected init(): void {
        this.id = WelcomeWidget.ID;
        this.title.label = WelcomeWidget.LABEL;
        this.title.caption = WelcomeWidget.LABEL;
        this.title.iconClass = 'sanyam-welcome-tab-icon';
        this.title.closable = true;
        this.addClass('sanyam-welcome');
        // The page itself takes the focus, so that no button looks selected. The first one is one Tab away.
        this.node.tabIndex = -1;
        // Native scrolling instead of Theia's scrollbar, so that the keyboard scrolls the page, too.
        this.scrollOptions = undefined;

        this.toDispose.pushAll([
            this.toDisposeOnCommandsChanged,
            this.commands.onCommandsChanged(() => this.followHandlers()),
            // A command such as Sign In changes which other commands are available.
            this.commands.onDidExecuteCommand(({ commandId }) => {
                if (entries.some(entry => entry.commandId === commandId)) {
                    this.update();
                }
            }),
            this.keybindings.onKeybindingsChanged(() => this.update()),
            this.workspaces.onWorkspaceChanged(() => this.loadRecentWorkspaces())
        ]);
        const following = this.recentFolders?.onDidChange(() => void this.loadRecentWorkspaces());
        this.toDispose.push(Disposable.create(() => following?.dispose()));
        this.followHandlers();
        void this.loadRecentWorkspaces();
    }

    protected followHandlers(): void {
        this.toDisposeOnCommandsChanged.dispose();
        for (const { commandId } of entries) {
            for (const handler of this.commands.getAllHandlers(commandId)) {
                if (handler.onDidChangeEnabled) {
                    this.toDisposeOnCommandsChanged.push(handler.onDidChangeEnabled(() => this.update()));
                }
            }
        }
        this.update();
    }

    protected async loadRecentWorkspaces(): Promise<void> {
        const open = new Set(this.workspaces.tryGetRoots().map(root => root.resource.toString()));
        const recent = await this.workspaces.recentWorkspaces();
        this.recentWorkspaces = recent.filter(uri => !open.has(uri)).map(uri => new URI(uri));
        this.update();
    }

    protected override onAfterShow(message: Message): void {
        super.onAfterShow(message);
        this.update();
    }

    protected override onActivateRequest(message: Message): void {
        super.onActivateRequest(message);
        this.node.focus();
    }

    protected render(): React.ReactNode {
        return (
            <main className="sanyam-welcome-page" aria-labelledby="sanyam-welcome-name">
                <header className="sanyam-welcome-header">
                    <span className="sanyam-mark" aria-hidden="true" />
                    <div>
                        <h1 id="sanyam-welcome-name">{FrontendApplicationConfigProvider.get().applicationName}</h1>
                        <p>{nls.localize('sanyam/welcome/motto', 'A quiet place to write source text')}</p>
                    </div>
                </header>
                <div className="sanyam-welcome-sections">
                    {WELCOME_SECTIONS.map(section => this.renderSection(section))}
                    {this.renderRecentWorkspaces()}
                </div>
            </main>
        );
    }

    protected renderSection({ id, title, entries }: WelcomeSection): React.ReactNode {
        const visible = entries.filter(entry => this.commands.isVisible(entry.commandId));
        return (
            visible.length > 0 &&
            this.renderList(
                id,
                title,
                visible.map(entry => this.renderEntry(entry))
            )
        );
    }

    protected renderList(name: string, title: string, items: React.ReactNode): React.ReactNode {
        const id = `sanyam-welcome-${name}`;
        return (
            <section key={id} aria-labelledby={id}>
                <h2 id={id}>{title}</h2>
                <ul>{items}</ul>
            </section>
        );
    }

    protected renderEntry({ commandId, label, description, icon }: WelcomeEntry): React.ReactNode {
        const enabled = this.commands.isEnabled(commandId);
        const keys = this.keysFor(commandId);
        return (
            <li key={commandId}>
                <button
                    type="button"
                    data-command={commandId}
                    aria-disabled={!enabled}
                    onClick={() => enabled && this.commands.executeCommand(commandId)}
                >
                    <span className={codicon(icon)} aria-hidden="true" />
                    <span className="sanyam-welcome-label">{label}</span>
                    {keys && <kbd>{keys}</kbd>}
                    <span className="sanyam-welcome-description">{description}</span>
                </button>
            </li>
        );
    }

    protected keysFor(commandId: string): string | undefined {
        const [keybinding] = this.keybindings.getKeybindingsForCommand(commandId);
        return keybinding && this.keybindings.acceleratorFor(keybinding, '+').join(' ');
    }

    protected renderRecentWorkspaces(): React.ReactNode {
        const recent = this.recentWorkspaces.slice(0, RECENT_WORKSPACES_SHOWN);
        return (
            recent.length > 0 &&
            this.renderList(
                'recent',
                nls.localize('sanyam/welcome/recent', 'Recent'),
                recent.map(uri => this.renderRecentWorkspace(uri))
            )
        );
    }

    protected renderRecentWorkspace(uri: URI): React.ReactNode {
        return (
            <li key={uri.toString()}>
                <button type="button" onClick={() => this.workspaces.open(uri, { preserveWindow: true })}>
                    <span className={codicon('folder')} aria-hidden="true" />
                    <span className="sanyam-welcome-label">{this.labels.getName(uri)}</span>
                    <span className="sanyam-welcome-description">{uri.path.fsPath()}</span>
                </button>
            </li>
        );
    }
}

const entries = WELCOME_SECTIONS.flatMap(section => section.entries);
