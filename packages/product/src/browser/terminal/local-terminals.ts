// SPDX-License-Identifier: MIT

import type { WidgetOpenerOptions } from '@theia/core/lib/browser/widget-open-handler';
import type { CommandRegistry } from '@theia/core/lib/common/command';
import type URI from '@theia/core/lib/common/uri';
import { UriAwareCommandHandler } from '@theia/core/lib/common/uri-command-handler';
import { injectable } from '@theia/core/shared/inversify';
import type { TerminalWidget } from '@theia/terminal/lib/browser/base/terminal-widget';
import {
    TerminalCommands,
    TerminalFrontendContribution
} from '@theia/terminal/lib/browser/terminal-frontend-contribution';

/**
 * Offers “Open in Integrated Terminal” for folders and files on this machine only. Others have no path here: Theia would
 * open a terminal in the home folder. The terminal that Theia starts unasked closes when the user opens the first one.
 */
@injectable()
export class LocalTerminals extends TerminalFrontendContribution {
    /** The terminal that Theia puts into the closed panel of a new window, until somebody sees it. */
    private unseen: TerminalWidget | undefined;

    override registerCommands(commands: CommandRegistry): void {
        super.registerCommands(commands);
        const { TERMINAL_CONTEXT } = TerminalCommands;
        const isLocal = ({ scheme }: URI): boolean => scheme === 'file';
        commands.unregisterCommand(TERMINAL_CONTEXT);
        commands.registerCommand(
            TERMINAL_CONTEXT,
            UriAwareCommandHandler.MonoSelect(this.selectionService, {
                isEnabled: isLocal,
                isVisible: isLocal,
                execute: uri => this.openInTerminal(uri)
            })
        );
    }

    override async initializeLayout(): Promise<void> {
        await super.initializeLayout();
        const [terminal] = this.all;
        this.unseen = terminal;
        terminal?.onDidChangeVisibility(isVisible => {
            if (isVisible) {
                this.unseen = undefined;
            }
        });
    }

    /** A first terminal that the user opens replaces the unseen one: who asks for one terminal gets one. */
    override async open(terminal: TerminalWidget, options?: WidgetOpenerOptions): Promise<void> {
        const { unseen } = this;
        this.unseen = undefined;
        await super.open(terminal, options);
        if (unseen !== terminal) {
            unseen?.dispose();
        }
    }
}
