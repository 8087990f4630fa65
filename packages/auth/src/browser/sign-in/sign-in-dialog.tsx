// SPDX-License-Identifier: MIT

import type { SignedInUser } from '@sanyam/types';
import { ReactDialog } from '@theia/core/lib/browser/dialogs/react-dialog';
import type { Message } from '@theia/core/lib/browser/widgets/widget';
import * as React from '@theia/core/shared/react';
import type { SignInForm } from './sign-in-form';
import { SignInFormView } from './sign-in-form-view';
import { dialogTexts } from './sign-in-texts';

/** Width in pixels. The longest message then has four lines. */
const WIDTH = 440;

/** A dialog with a {@link SignInForm}. It closes and returns the user when the form is done. */
export class SignInDialog extends ReactDialog<SignedInUser | undefined> {
    constructor(
        private readonly form: SignInForm,
        private readonly reason?: string
    ) {
        const { title, action } = dialogTexts();
        super({ title, maxWidth: WIDTH });
        this.addClass('sanyam-sign-in-dialog');
        this.appendCloseButton();
        this.appendAcceptButton(action);
        this.describe();
        this.toDispose.push(form.onDidChange(() => this.follow()));
        this.toDispose.push(form);
    }

    get value(): SignedInUser | undefined {
        const { state } = this.form;
        return state.phase === 'done' ? state.user : undefined;
    }

    /** Cancels the running request. Closes the dialog if there is none. */
    override close(): void {
        if (!this.form.cancel()) {
            super.close();
        }
    }

    protected override async accept(): Promise<void> {
        await this.form.submit();
    }

    protected override onActivateRequest(): void {
        // The form focuses its first field after it has loaded.
        this.closeButton?.focus();
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        void this.form.load();
    }

    protected override handleEnter(event: KeyboardEvent): boolean | void {
        // Enter on a button activates that button.
        return event.target instanceof HTMLButtonElement ? false : super.handleEnter(event);
    }

    protected override setErrorMessage(): void {
        // The form shows its errors next to the fields.
    }

    protected override onUpdateRequest(message: Message): void {
        super.onUpdateRequest(message);
        const { state } = this.form;
        const { title, action, busy } = dialogTexts('mode' in state ? state : undefined);
        this.titleNode.textContent = title;
        if (this.acceptButton) {
            const isHidden = state.phase === 'unavailable' || ('mode' in state && state.mode === 'choose');
            this.acceptButton.textContent = state.phase === 'busy' ? busy : action;
            this.acceptButton.disabled = state.phase !== 'editing';
            this.acceptButton.style.display = isHidden ? 'none' : '';
        }
    }

    protected render(): React.ReactNode {
        return <SignInFormView form={this.form} reason={this.reason} onSubmit={() => void this.accept()} />;
    }

    private follow(): void {
        this.update();
        if (this.form.state.phase === 'done') {
            void super.accept();
        }
    }

    private describe(): void {
        const block = this.titleNode.closest('.dialogBlock');
        this.titleNode.id = 'sanyam-sign-in-title';
        block?.setAttribute('role', 'dialog');
        block?.setAttribute('aria-modal', 'true');
        block?.setAttribute('aria-labelledby', this.titleNode.id);
    }
}
