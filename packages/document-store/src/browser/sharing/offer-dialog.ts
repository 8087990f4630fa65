// SPDX-License-Identifier: MIT

import { AbstractDialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';
import type { Message } from '@theia/core/shared/@lumino/messaging';

/** What the user does with a document that somebody wants to transfer to them. */
export type OfferAnswer = 'accept' | 'decline';

/** Asks whether the user takes over a document. To close it answers nothing, so that the offer stays. */
export class OfferDialog extends AbstractDialog<OfferAnswer> {
    private answer: OfferAnswer = 'accept';
    private readonly declineButton: HTMLButtonElement;

    /** @param explanation a text for each paragraph */
    constructor(explanation: readonly string[]) {
        super({ title: nls.localize('sanyam/offers/title', 'Accept Document'), maxWidth: 480 });
        for (const text of explanation) {
            const paragraph = document.createElement('p');
            paragraph.textContent = text;
            this.contentNode.append(paragraph);
        }
        this.appendCloseButton(nls.localize('sanyam/offers/later', 'Not Now'));
        this.declineButton = this.appendButton(nls.localize('sanyam/offers/decline', 'Decline'), false);
        this.appendAcceptButton(nls.localize('sanyam/offers/accept', 'Accept'));
    }

    get value(): OfferAnswer {
        return this.answer;
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        this.addAction(
            this.declineButton,
            () => {
                this.answer = 'decline';
                void this.accept();
            },
            'click'
        );
    }
}
