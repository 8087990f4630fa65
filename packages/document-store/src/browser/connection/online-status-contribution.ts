// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { StatusBar, StatusBarAlignment } from '@theia/core/lib/browser/status-bar/status-bar-types';
import { nls, type CommandContribution, type CommandRegistry } from '@theia/core/lib/common';
import { inject, injectable } from '@theia/core/shared/inversify';
import { sanyamCommand } from '../sanyam-command';
import { CloudConnection } from './cloud-connection';

/** The id of the entry in the status bar. */
const ONLINE_STATUS_ID = 'sanyam-online';

const CHECK_CONNECTION = sanyamCommand('sanyam.checkConnection', 'sanyam/connection/check', 'Check Cloud Connection');

/** Before the entries of the editor: while it is there, it matters most. */
const PRIORITY = 10_000;

/** Says in the status bar that the cloud cannot be reached, and tries again on a click. */
@injectable()
export class OnlineStatusContribution implements FrontendApplicationContribution, CommandContribution {
    @inject(CloudConnection)
    protected readonly connection: CloudConnection;

    @inject(StatusBar)
    protected readonly statusBar: StatusBar;

    onStart(): void {
        this.connection.onDidChange(() => this.show());
        this.show();
    }

    registerCommands(commands: CommandRegistry): void {
        const isOffline = () => !this.connection.isOnline;
        commands.registerCommand(CHECK_CONNECTION, {
            isEnabled: isOffline,
            isVisible: isOffline,
            onDidChangeEnabled: this.connection.onDidChange,
            execute: () => this.connection.check()
        });
    }

    private show(): void {
        if (this.connection.isOnline) {
            void this.statusBar.removeElement(ONLINE_STATUS_ID);
            return;
        }
        void this.statusBar.setElement(ONLINE_STATUS_ID, {
            name: nls.localize('sanyam/connection/name', 'Sanyam Cloud Connection'),
            text: `$(debug-disconnect) ${nls.localize('sanyam/connection/offline', 'Offline — changes saved locally only')}`,
            tooltip: nls.localize(
                'sanyam/connection/tooltip',
                'Could not reach the cloud at {0}. Local files can be saved. Unsaved text of cloud documents stays in the editors. Sanyam tries again by itself. Click to try now.',
                this.connection.host
            ),
            alignment: StatusBarAlignment.LEFT,
            priority: PRIORITY,
            command: CHECK_CONNECTION.id
        });
    }
}
