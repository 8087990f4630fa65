// SPDX-License-Identifier: MIT

import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { NotificationManager, type Notification } from '@theia/messages/lib/browser/notifications-manager';

/** The notices on the screen, which some events make pointless. */
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

    /** Removes the notices that say one of these sentences, as the user sees them. */
    clearSentences(sentences: readonly string[]): void {
        const wanted = new Set(sentences.map(inOneLine));
        this.shown
            .filter(({ message }) => wanted.has(inOneLine(textOf(message))))
            .forEach(({ messageId }) => this.notifications.clear(messageId));
    }
}

/** Returns the text of a notice, which Theia has made HTML. */
function textOf(html: string): string {
    return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}

/** A notice shows white space as one space. */
function inOneLine(text: string): string {
    return text.trim().replace(/\s+/g, ' ');
}
