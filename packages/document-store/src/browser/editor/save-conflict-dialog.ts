// SPDX-License-Identifier: MIT

import { AbstractDialog } from '@theia/core/lib/browser/dialogs';
import type { Message } from '@theia/core/shared/@lumino/messaging';
import { quotedPlainly } from '../quoted';

export type ConflictResolution = 'compare' | 'overwrite' | 'take-theirs';

/** Asks how to resolve a save conflict. Cancel changes nothing. Enter compares, because that changes nothing, too. */
export class SaveConflictDialog extends AbstractDialog<ConflictResolution> {
    private resolution: ConflictResolution = 'compare';
    private readonly choices: ReadonlyArray<[HTMLButtonElement, ConflictResolution]>;

    constructor(name: string, explanation: string) {
        super({ title: `${quotedPlainly(name)} has changed in the cloud`, maxWidth: 560 });
        this.contentNode.append(
            paragraph(explanation),
            paragraph('Your text is still in the editor. How do you want to resolve the conflict?')
        );
        this.appendCloseButton('Cancel');
        this.choices = [
            [this.appendButton('Take Theirs', false), 'take-theirs'],
            [this.appendButton('Overwrite', false), 'overwrite']
        ];
        this.appendAcceptButton('Compare');
    }

    get value(): ConflictResolution {
        return this.resolution;
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        for (const [button, resolution] of this.choices) {
            this.addAction(button, () => this.choose(resolution), 'click');
        }
    }

    private choose(resolution: ConflictResolution): void {
        this.resolution = resolution;
        void this.accept();
    }
}

function paragraph(text: string): HTMLParagraphElement {
    const element = document.createElement('p');
    element.textContent = text;
    return element;
}
