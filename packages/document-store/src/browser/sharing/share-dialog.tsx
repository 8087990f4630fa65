// SPDX-License-Identifier: MIT

import { ReactDialog } from '@theia/core/lib/browser/dialogs/react-dialog';
import type { Message } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { quotedPlainly } from '../quoted';
import type { DocumentSharing } from './document-sharing';
import { ShareDialogView } from './share-dialog-view';
import type { MissingSharing } from './sharing-plan';

/** Width in pixels: an address of 40 characters, the permission, the end and the button are on one line. */
const WIDTH = 680;

/** A dialog in which an owner shares a document. Each change is made at once, so that there is nothing to confirm. */
export class ShareDialog extends ReactDialog<void> {
    constructor(
        private readonly sharing: DocumentSharing,
        private readonly copyLink: () => Promise<void>,
        private missing: MissingSharing | undefined
    ) {
        super({
            title: nls.localize('sanyam/share/title', 'Share {0}', quotedPlainly(sharing.document.name)),
            maxWidth: WIDTH
        });
        this.addClass('sanyam-share-dialog');
        this.appendCloseButton(nls.localize('sanyam/share/done', 'Done'));
        const block = this.titleNode.closest('.dialogBlock');
        this.titleNode.id = 'sanyam-share-title';
        block?.setAttribute('role', 'dialog');
        block?.setAttribute('aria-modal', 'true');
        block?.setAttribute('aria-labelledby', this.titleNode.id);
        this.toDispose.push(sharing.onDidChange(() => this.update()));
        this.toDispose.push(sharing);
    }

    /** Shows the form or what the plan lacks, after the plan has changed. */
    setMissing(missing: MissingSharing | undefined): void {
        this.missing = missing;
        this.update();
    }

    get value(): void {
        return undefined;
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        this.update();
        void this.sharing.load();
    }

    protected override onActivateRequest(): void {
        // The first field takes the focus when it is drawn.
        this.closeButton?.focus();
    }

    /** Enter sends the form that has the focus. */
    protected override handleEnter(): boolean {
        return false;
    }

    protected override setErrorMessage(): void {
        // The view shows what is wrong beside the fields.
    }

    protected render(): React.ReactNode {
        const { sharing, copyLink, missing } = this;
        return (
            <ShareDialogView
                sharing={sharing}
                copyLink={copyLink}
                missing={missing}
                leaveFor={run => {
                    // A page of the IDE opens below the dialog.
                    this.close();
                    void run();
                }}
            />
        );
    }
}
