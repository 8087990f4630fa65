// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { NotificationManager, type Notification } from '@theia/messages/lib/browser/notifications-manager';
import { SIGN_IN } from '../cloud-error-presenter';

/** Removes the notices that ask the user to sign in, when they have signed in another way. */
@injectable()
export class StaleSignInNotices implements FrontendApplicationContribution {
    @inject(NotificationManager)
    protected readonly notifications: NotificationManager;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private shown: readonly Notification[] = [];

    onStart(): void {
        this.notifications.onUpdated(({ notifications }) => (this.shown = notifications));
        this.session?.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
                this.shown
                    .filter(({ actions }) => actions.includes(SIGN_IN))
                    .forEach(({ messageId }) => this.notifications.clear(messageId));
            }
        });
    }
}
