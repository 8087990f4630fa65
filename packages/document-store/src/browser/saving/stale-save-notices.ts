// SPDX-License-Identifier: MIT

import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { NotificationManager, type Notification } from '@theia/messages/lib/browser/notifications-manager';
import type { CloudDocumentModel } from '../editor/cloud-document-model';

/** Removes the notices of failed saves when a later save, such as one of AutoSave, has succeeded. */
@injectable()
export class StaleSaveNotices {
    @inject(NotificationManager)
    protected readonly notifications: NotificationManager;

    private shown: readonly Notification[] = [];
    /** The texts with which the notices of an editor begin. */
    private readonly beginnings = new WeakMap<CloudDocumentModel, Set<string>>();

    @postConstruct()
    protected init(): void {
        this.notifications.onUpdated(({ notifications }) => (this.shown = notifications));
    }

    /**
     * Removes the notices of an editor as soon as its text is saved.
     *
     * @param beginning the text with which they begin, as the user sees it
     */
    removeWhenSaved(model: CloudDocumentModel, beginning: string): void {
        const known = this.beginnings.get(model);
        if (known !== undefined) {
            known.add(beginning);
            return;
        }
        const beginnings = new Set([beginning]);
        this.beginnings.set(model, beginnings);
        const listener = model.onDidChangeSaveState(() => {
            if (model.saveState.kind === 'saved') {
                listener.dispose();
                this.beginnings.delete(model);
                this.remove([...beginnings]);
            }
        });
    }

    private remove(beginnings: readonly string[]): void {
        this.shown
            .filter(({ message }) => beginnings.some(beginning => textOf(message).startsWith(beginning)))
            .forEach(({ messageId }) => this.notifications.clear(messageId));
    }
}

/** Returns the text of a notice, which Theia has made HTML. */
function textOf(html: string): string {
    return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}
