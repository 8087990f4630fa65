// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandRegistry, type Command, type CommandContribution } from '@theia/core/lib/common/command';
import { inject, injectable } from '@theia/core/shared/inversify';

/** Theia's command that opens the list of all notifications. */
const SHOW_ALL = 'notifications.commands.show';

const TOAST = '.theia-notification-toasts.open .theia-notification-list-item';
const LISTED = '.theia-notification-center.open .theia-notification-list-item';

/** Frames in which a notification must appear: a second. An empty list has none. */
const MAX_FRAMES = 60;

const FOCUS_NOTIFICATION: Command = {
    id: 'sanyam.focusNotification',
    category: 'Notifications',
    label: 'Focus Notification'
};

/** The way to notifications by keyboard: from the focused one, Tab leads to its buttons and to the next one. */
@injectable()
export class NotificationFocusContribution implements CommandContribution, FrontendApplicationContribution {
    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(FOCUS_NOTIFICATION, { execute: () => this.showAndFocus() });
    }

    onStart(): void {
        this.commands.onDidExecuteCommand(({ commandId }) => {
            if (commandId === SHOW_ALL) {
                focus(LISTED);
            }
        });
    }

    private async showAndFocus(): Promise<void> {
        if (document.querySelector(TOAST) === null) {
            await this.commands.executeCommand(SHOW_ALL);
        } else {
            focus(TOAST);
        }
    }
}

/** Waits until the notification is rendered, and until the command palette has given the focus back to the editor. */
function focus(selector: string, frames = MAX_FRAMES): void {
    requestAnimationFrame(() =>
        requestAnimationFrame(() => {
            const notification = document.querySelector<HTMLElement>(selector);
            if (notification !== null) {
                notification.focus();
            } else if (frames > 0) {
                focus(selector, frames - 1);
            }
        })
    );
}
