// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { CommandRegistry, type CommandContribution } from '@theia/core/lib/common/command';
import { inject, injectable } from '@theia/core/shared/inversify';
import { NotificationManager } from '@theia/messages/lib/browser/notifications-manager';
import { giveFocus } from './give-focus';
import { localizedCommand } from './localized-command';

/** Theia's command that opens the list of all notifications. */
const SHOW_ALL = 'notifications.commands.show';

const NOTIFICATIONS = '.theia-notifications-container';
const TOAST = '.theia-notification-toasts.open .theia-notification-list-item';
const LISTED = '.theia-notification-center.open .theia-notification-list-item';

/** Frames in which a notification must appear: a second. An empty list has none. */
const MAX_FRAMES = 60;

const FOCUS_NOTIFICATION = localizedCommand(
    'sanyam.focusNotification',
    'Notifications',
    'sanyam/notifications/focus',
    'Focus Notification'
);

/**
 * The way to notifications by keyboard, and back: from the focused one, Tab leads to its buttons and to the next one. When
 * it goes, the focus returns to where it was.
 */
@injectable()
export class NotificationFocusContribution implements CommandContribution, FrontendApplicationContribution {
    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    @inject(NotificationManager)
    protected readonly notifications: NotificationManager;

    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    /** The last element with the focus that is no notification. */
    private before: HTMLElement | undefined;
    private isInside = false;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(FOCUS_NOTIFICATION, { execute: () => this.showAndFocus() });
    }

    onStart(): void {
        document.addEventListener('focusin', ({ target }) => {
            if (target instanceof HTMLElement) {
                this.isInside = target.closest(NOTIFICATIONS) !== null;
                this.before = this.isInside ? this.before : target;
            }
        });
        this.notifications.onUpdated(() => afterRendering(() => this.giveBackFocus()));
        this.commands.onDidExecuteCommand(({ commandId }) => {
            if (commandId === SHOW_ALL) {
                focus(LISTED);
            }
        });
    }

    /** Removing the element with the focus leaves the focus on the page itself, where nobody can type. */
    private giveBackFocus(): void {
        if (!this.isInside || document.activeElement !== document.body) {
            return;
        }
        this.isInside = false;
        giveFocus(this.before, this.shell.currentWidget);
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
    afterRendering(() => {
        const notification = document.querySelector<HTMLElement>(selector);
        if (notification !== null) {
            notification.focus();
        } else if (frames > 0) {
            focus(selector, frames - 1);
        }
    });
}

function afterRendering(action: () => void): void {
    requestAnimationFrame(() => requestAnimationFrame(action));
}
