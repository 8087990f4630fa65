// SPDX-License-Identifier: MIT

import { SignInService } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudEditors } from '../editor/cloud-editors';
import { forgetDeepLink, isDocumentId, keptDeepLink, linkedIdIn, rememberDeepLink } from './deep-link';

/** Opens the document that the address of the window names, after its user has signed in. */
@injectable()
export class DeepLinkContribution implements FrontendApplicationContribution {
    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    onStart(): void {
        const id = keptDeepLink();
        if (id !== undefined) {
            this.openWhenReady(id);
        }
        // A link that is pasted into the address of an open window.
        window.addEventListener('hashchange', ({ oldURL }) => {
            const pasted = linkedIdIn(window.location.hash);
            if (pasted !== undefined) {
                window.history.replaceState(window.history.state, '', oldURL);
                this.openWhenReady(pasted);
            }
        });
    }

    private openWhenReady(id: string): void {
        this.state
            .reachedState('ready')
            .then(() => this.open(id))
            .catch((error: unknown) => console.error(error));
    }

    private async open(id: string): Promise<void> {
        if (!isDocumentId(id)) {
            forgetDeepLink(id);
            await this.messages.error(
                nls.localize(
                    'sanyam/deepLink/damaged',
                    'The link is incomplete, and names no document. Copy the whole link, or ask for it again.'
                )
            );
            return;
        }
        const reason = nls.localize('sanyam/deepLink/reason', 'Sign in to open the document of the link.');
        // A sign-in can leave the page. The window that comes back opens the link then.
        rememberDeepLink(id);
        const user = await this.signIn.requireUser(reason);
        forgetDeepLink(id);
        if (user === undefined) {
            const again = nls.localize('sanyam/deepLink/signIn', 'Sign In');
            if ((await this.messages.info(reason, { timeout: 0 }, again)) === again) {
                await this.open(id);
            }
            return;
        }
        try {
            await this.editors.open(await this.documents.read(id));
        } catch (error) {
            const operation = nls.localize('sanyam/deepLink/failed', 'Could not open the document of the link');
            await this.errors.show(operation, error, () => this.open(id));
        }
    }
}
