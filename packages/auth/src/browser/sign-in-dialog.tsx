// SPDX-License-Identifier: MIT

import { ReactDialog } from '@theia/core/lib/browser/dialogs/react-dialog';
import type { Message } from '@theia/core/lib/browser/widgets/widget';
import * as React from '@theia/core/shared/react';
import type { SignInForm } from './sign-in-form';
import { SignInFormView } from './sign-in-form-view';

/** Wide enough for the longest sentence to take four lines; in pixels. */
const WIDTH = 440;

const titles = { 'sign-in': 'Sign In', 'sign-up': 'Sign Up' };
const busyTitles = { 'sign-in': 'Signing In…', 'sign-up': 'Signing Up…' };

/** Asks for e-mail and password. Whoever opens it closes it with {@link finish} once someone is signed in. */
export class SignInDialog extends ReactDialog<boolean> {
    private finished = false;

    constructor(
        private readonly form: SignInForm,
        private readonly reason?: string
    ) {
        super({ title: titles['sign-in'], maxWidth: WIDTH });
        this.addClass('sanyam-sign-in-dialog');
        this.appendCloseButton();
        this.appendAcceptButton(titles['sign-in']);
        this.describe();
        this.toDispose.push(form.onDidChange(() => this.update()));
        this.toDispose.push(form);
    }

    /** Whether someone is signed in. */
    get value(): boolean {
        return this.finished;
    }

    /** Closes the dialog: someone is signed in. */
    finish(): void {
        this.finished = true;
        void super.accept();
    }

    override async open(): Promise<boolean | undefined> {
        const { activeElement } = this.node.ownerDocument;
        const result = await super.open();
        // The dialog's own attempt comes too early: until it is gone, nothing behind it can have the focus.
        if (activeElement instanceof HTMLElement) {
            activeElement.focus({ preventScroll: true });
        }
        return result;
    }

    /** While the server is asked, closing only ends that: what was typed is still there. */
    override close(): void {
        if (!this.form.cancel()) {
            super.close();
        }
    }

    protected override async accept(): Promise<void> {
        await this.form.submit();
    }

    protected override onActivateRequest(): void {
        // The form focuses its first field by itself, as soon as it is known which fields there are.
        this.closeButton?.focus();
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        void this.form.load();
    }

    protected override handleEnter(event: KeyboardEvent): boolean | void {
        // Enter on a button presses that button.
        return event.target instanceof HTMLButtonElement ? false : super.handleEnter(event);
    }

    protected override setErrorMessage(): void {
        // The form shows its errors itself, next to the fields.
    }

    protected override onUpdateRequest(message: Message): void {
        super.onUpdateRequest(message);
        const { mode, phase } = this.form.state;
        this.titleNode.textContent = titles[mode];
        if (this.acceptButton) {
            this.acceptButton.textContent = phase === 'busy' ? busyTitles[mode] : titles[mode];
            this.acceptButton.disabled = phase !== 'editing';
            this.acceptButton.style.display = phase === 'unavailable' ? 'none' : '';
        }
    }

    protected render(): React.ReactNode {
        return <SignInFormView form={this.form} reason={this.reason} onSubmit={() => void this.accept()} />;
    }

    private describe(): void {
        const block = this.titleNode.closest('.dialogBlock');
        this.titleNode.id = 'sanyam-sign-in-title';
        block?.setAttribute('role', 'dialog');
        block?.setAttribute('aria-modal', 'true');
        block?.setAttribute('aria-labelledby', this.titleNode.id);
    }
}
