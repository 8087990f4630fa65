// SPDX-License-Identifier: MIT

import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { NotificationManager, type Notification } from '@theia/messages/lib/browser/notifications-manager';

/** The notices on the screen, which some events make pointless. Who shows a notice closes it by its signal instead. */
@injectable()
export class OpenNotices {
    @inject(NotificationManager)
    protected readonly notifications: NotificationManager;

    private shown: readonly Notification[] = [];

    @postConstruct()
    protected init(): void {
        this.notifications.onUpdated(({ notifications }) => (this.shown = notifications));
    }

    /** Removes the notices with this button, as if the user had closed them. */
    clear(action: string): void {
        this.shown
            .filter(({ actions }) => actions.includes(action))
            .forEach(({ messageId }) => this.notifications.clear(messageId));
    }
}
