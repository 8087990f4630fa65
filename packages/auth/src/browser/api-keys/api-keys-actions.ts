// SPDX-License-Identifier: MIT

import type { ApiKeyRequest, ApiKeyRotation } from '@sanyam/store';
import { CloudErrorMessages, PlanOffers, SignInService, withVisibleCharacters, type ApiKey } from '@sanyam/types';
import { ClipboardService } from '@theia/core/lib/browser/clipboard-service';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { ApiKeysModel } from './api-keys-model';
import { visiblePart } from './key-texts';

/** Width of the question in pixels, so that its sentences are short lines. */
const QUESTION_WIDTH = 480;

/** What the user does with API keys. Failures are shown with a way to try again. */
@injectable()
export class ApiKeysActions {
    @inject(ApiKeysModel)
    protected readonly model: ApiKeysModel;

    @inject(CloudErrorMessages)
    protected readonly errors: CloudErrorMessages;

    @inject(SignInService)
    protected readonly signInService: SignInService;

    @inject(ClipboardService)
    protected readonly clipboard: ClipboardService;

    @inject(PlanOffers)
    @optional()
    protected readonly plans: PlanOffers | undefined;

    /** Returns whether the key was made. */
    create(request: ApiKeyRequest): Promise<boolean> {
        const operation = nls.localize('sanyam/apiKeys/createFailed', 'Could not create “{0}”', request.name);
        return this.attempt(operation, () => this.model.create(request));
    }

    /** Returns whether the key was replaced. */
    rotate(key: ApiKey, rotation: ApiKeyRotation): Promise<boolean> {
        const operation = nls.localize('sanyam/apiKeys/rotateFailed', 'Could not rotate “{0}”', nameOf(key));
        return this.attempt(operation, () => this.model.rotate(key.id, rotation));
    }

    async revoke(key: ApiKey): Promise<void> {
        const title = nls.localize('sanyam/apiKeys/revokeTitle', 'Revoke “{0}”?', nameOf(key));
        const msg = nls.localize(
            'sanyam/apiKeys/revokeQuestion',
            'Programs that use the key {0} stop working at once. This cannot be undone.',
            visiblePart(key)
        );
        const ok = nls.localize('sanyam/apiKeys/revoke', 'Revoke');
        if (await new ConfirmDialog({ title, msg, ok, maxWidth: QUESTION_WIDTH }).open()) {
            const operation = nls.localize('sanyam/apiKeys/revokeFailed', 'Could not revoke “{0}”', nameOf(key));
            await this.attempt(operation, () => this.model.revoke(key.id));
        }
    }

    async showUsage(key: ApiKey): Promise<void> {
        const operation = nls.localize('sanyam/apiKeys/usageFailed', 'Could not read the use of “{0}”', nameOf(key));
        await this.attempt(operation, () => this.model.loadUsage(key.id));
    }

    async loadMore(): Promise<void> {
        const operation = nls.localize('sanyam/apiKeys/moreFailed', 'Could not list more API keys');
        await this.attempt(operation, () => this.model.loadMore());
    }

    /**
     * Returns whether the clipboard has the secret. Theia's clipboard does not fail if the browser refuses, and throws on a
     * page over plain HTTP, which has none.
     */
    async copy(secret: string): Promise<boolean> {
        let isCopied = false;
        const listening = this.clipboard.onDidWriteText?.(() => (isCopied = true));
        try {
            await this.clipboard.writeText(secret);
        } catch (error) {
            console.error('Could not write to the clipboard.', error);
            return false;
        } finally {
            listening?.dispose();
        }
        return isCopied;
    }

    async signIn(): Promise<void> {
        await this.signInService.requireUser(nls.localize('sanyam/apiKeys/signIn', 'Sign in to see your API keys.'));
    }

    /** Shows the plans. Undefined if nobody can. */
    get showPlans(): (() => Promise<void>) | undefined {
        const { plans } = this;
        return plans && (() => plans.showPlans());
    }

    reasonOf(error: unknown): string {
        return this.errors.reasonOf(error);
    }

    private async attempt(operation: string, run: () => Promise<void>): Promise<boolean> {
        try {
            await run();
            return true;
        } catch (error) {
            void this.errors.show(operation, error, () => this.attempt(operation, run));
            return false;
        }
    }
}

function nameOf({ name }: ApiKey): string {
    return withVisibleCharacters(name);
}
