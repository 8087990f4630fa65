// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { SignInService, type CloudDocument, type SharePermission } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudViewSelection } from '../cloud-view/cloud-view-selection';
import { deepLink } from '../deep-link/deep-link';
import { LinkClipboard } from '../deep-link/link-clipboard';
import { CloudEditors } from '../editor/cloud-editors';
import { escapeIcons } from '../escape-icons';
import { quoted, quotedPlainly } from '../quoted';
import { DocumentSharing } from './document-sharing';
import { ShareDialog } from './share-dialog';
import { permissionLabel } from './share-terms-fields';
import { LeaveShares } from './leave-shares';
import { SharingPlan } from './sharing-plan';

/** Opens the Share dialog of a document, or says who shares it if the user does not own it. */
@injectable()
export class ShareService {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    @inject(LeaveShares)
    protected readonly leaving: LeaveShares;

    @inject(SharingPlan)
    protected readonly plan: SharingPlan;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(LinkClipboard)
    protected readonly links: LinkClipboard;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** @param given the row of a command of the Cloud view; without it, the selected document or the one in front */
    async run(given?: unknown): Promise<void> {
        const id = this.target(given);
        if (id === undefined) {
            const text = nls.localize(
                'sanyam/share/none',
                'Open the cloud document that you want to share, or select it in the Cloud view. Then run this command again.'
            );
            await this.messages.info(text);
        } else if (
            await this.signIn.requireUser(nls.localize('sanyam/share/signIn', 'Sign in to share this document.'))
        ) {
            await this.share(id);
        }
    }

    private target(given: unknown): string | undefined {
        const [selected, ...others] = this.selection.documents(given);
        if (given !== undefined || this.selection.hasFocus) {
            return others.length === 0 ? selected?.id : undefined;
        }
        return this.editors.current?.id;
    }

    private async share(id: string): Promise<void> {
        let document: CloudDocument;
        try {
            document = await this.service.read(id);
        } catch (error) {
            const operation = nls.localize('sanyam/share/failed', 'Could not share this document');
            await this.errors.show(operation, error, () => this.share(id));
            return;
        }
        if (document.permission !== 'owner') {
            await this.describe(document, document.permission);
            return;
        }
        const missing = await this.plan.missing();
        const sharing = new DocumentSharing(this.store, document);
        const dialog = new ShareDialog(sharing, () => this.copyLink(document), missing);
        const watch = this.plan.onDidChange(() => void this.plan.missing().then(changed => dialog.setMissing(changed)));
        await dialog.open().finally(() => watch.dispose());
    }

    /** Says who shares the document, and offers to leave. */
    private async describe(document: CloudDocument, permission: SharePermission): Promise<void> {
        const { owner_email, owner_id, name } = document;
        const owner = owner_email ?? nls.localize('sanyam/share/itsOwner', 'its owner');
        const copy: QuickPickItem = {
            label: nls.localize('sanyam/share/copyLink', 'Copy Link'),
            iconClasses: codiconArray('link')
        };
        const leaveOne: QuickPickItem = {
            label: nls.localize('sanyam/share/leaveOne', 'Leave This Document…'),
            iconClasses: codiconArray('sign-out')
        };
        const leave: QuickPickItem = {
            label: nls.localize('sanyam/share/leave', 'Leave All Documents of {0}…', escapeIcons(owner)),
            iconClasses: codiconArray('sign-out')
        };
        const choice = await this.quickInput.showQuickPick([copy, leaveOne, leave], {
            title: nls.localize('sanyam/share/title', 'Share {0}', quotedPlainly(name)),
            placeholder: nls.localize(
                'sanyam/share/sharedBy',
                '{0} shares this document with you ({1}). Only the owner can share it.',
                owner,
                permissionLabel(permission)
            )
        });
        if (choice === copy) {
            await this.copyLink(document);
        } else if (choice === leaveOne) {
            await this.leaving.leaveOne(document);
        } else if (choice === leave) {
            await this.leaving.run([{ id: owner_id, email: owner }]);
        }
    }

    private async copyLink(document: CloudDocument): Promise<void> {
        const text = nls.localize('sanyam/cloudView/copied', 'Copied the link to {0}.', quoted(document.name));
        await this.links.copy([deepLink(document.id, window.location)], text);
    }
}
