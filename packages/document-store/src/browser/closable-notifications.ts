// SPDX-License-Identifier: MIT

import type { Message, MessageOptions } from '@theia/core/lib/common/message-service-protocol';
import { injectable } from '@theia/core/shared/inversify';
import { NotificationManager } from '@theia/messages/lib/browser/notifications-manager';

/** Options of a notice that its maker can close. */
export interface NoticeOptions extends MessageOptions {
    /** Closes the notice when it aborts, as if the user had closed it. */
    readonly until?: AbortSignal | undefined;
}

/** The notices of the IDE. Who shows one can close it by the signal in its {@link NoticeOptions}. */
@injectable()
export class ClosableNotifications extends NotificationManager {
    override showMessage(message: Message): Promise<string | undefined> {
        const { until }: NoticeOptions = message.options ?? {};
        if (until?.aborted === true) {
            return Promise.resolve(undefined);
        }
        const answer = super.showMessage(message);
        if (until !== undefined) {
            const messageId = this.getMessageId(message);
            const shown = this.deferredResults.get(messageId);
            const close = (): void => {
                // The same sentence of a later maker takes the place of this one.
                if (this.deferredResults.get(messageId) === shown) {
                    this.clear(messageId);
                }
            };
            until.addEventListener('abort', close, { once: true });
            answer.finally(() => until.removeEventListener('abort', close)).catch(() => undefined);
        }
        return answer;
    }
}
