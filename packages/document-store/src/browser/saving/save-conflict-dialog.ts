// SPDX-License-Identifier: MIT

import { AbstractDialog, Dialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';
import type { Message } from '@theia/core/shared/@lumino/messaging';
import { quotedPlainly } from '../quoted';

export type ConflictResolution = 'compare' | 'overwrite' | 'take-theirs' | 'keep-copy';

export const COMPARE = nls.localize('sanyam/conflict/compare', 'Compare');

/** The choices other than Compare, as a dialog and the bar of an editor show them. */
export const CONFLICT_CHOICES: readonly (readonly [label: string, resolution: ConflictResolution])[] = [
    [nls.localize('sanyam/conflict/takeTheirs', 'Take Theirs'), 'take-theirs'],
    [nls.localize('sanyam/conflict/overwrite', 'Overwrite'), 'overwrite'],
    [nls.localize('sanyam/conflict/keepCopy', 'Keep Mine as a Copy'), 'keep-copy']
];

/** Asks how to resolve a save conflict. Cancel changes nothing. Enter compares, because that changes nothing, too. */
export class SaveConflictDialog extends AbstractDialog<ConflictResolution> {
    private resolution: ConflictResolution = 'compare';
    private readonly explanation = paragraph('');
    private readonly choices: ReadonlyArray<[HTMLButtonElement, ConflictResolution]>;

    constructor(name: string) {
        super({
            title: nls.localize('sanyam/conflict/title', '{0} has changed in the cloud', quotedPlainly(name)),
            maxWidth: 640
        });
        this.contentNode.append(
            this.explanation,
            paragraph(
                nls.localize(
                    'sanyam/conflict/question',
                    'Your text is still in the editor. How do you want to resolve the conflict?'
                )
            )
        );
        this.appendCloseButton(Dialog.CANCEL);
        this.choices = CONFLICT_CHOICES.map(([label, resolution]) => [this.appendButton(label, false), resolution]);
        this.appendAcceptButton(COMPARE);
    }

    /** Says what has happened, above the question. */
    explain(sentence: string): void {
        this.explanation.textContent = sentence;
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
