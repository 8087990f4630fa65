// SPDX-License-Identifier: MIT

import { DialogOverlayService, type AbstractDialog } from '@theia/core/lib/browser/dialogs';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { Disposable } from '@theia/core/lib/common/disposable';
import { inject, injectable } from '@theia/core/shared/inversify';
import { giveFocus } from './give-focus';

/**
 * Returns the focus when a dialog has closed. Theia does it too early, while the page behind the dialog is still inert,
 * and only after Cancel: the focus would stay on the page itself, and what the user types next would be lost.
 */
@injectable()
export class DialogFocus extends DialogOverlayService {
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    override push(dialog: AbstractDialog<unknown>): Disposable {
        // Theia forgets the element when it closes the dialog.
        const before = dialog['activeElement'];
        const pushed = super.push(dialog);
        return Disposable.create(() => {
            pushed.dispose();
            // The dialog is removed in this task. What follows on its answer runs later, and may take the focus.
            queueMicrotask(() => this.focus(before));
        });
    }

    /** Only the dialog on top may have the focus: another one can have closed below it. */
    private focus(element: HTMLElement | undefined): void {
        const top = this.currentDialog;
        const isBehind = top !== undefined && !top.node.contains(element ?? null);
        giveFocus(isBehind ? undefined : element, top ?? this.shell.currentWidget);
    }
}
