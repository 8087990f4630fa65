// SPDX-License-Identifier: MIT

import { CloudConfiguration, CloudError, SignInService } from '@sanyam/types';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { z } from 'zod';

/** `upgrade_url` is a full URL, or a path on a site that the client does not know. */
const upgradeSchema = z.object({ tier: z.string(), upgrade_url: z.string() });
const pageSchema = z.url({ protocol: /^https?$/ });

/** Shows the user why an operation failed, with a button for what to do next. */
@injectable()
export class CloudErrorPresenter {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(WindowService)
    protected readonly windows: WindowService;

    @inject(CloudConfiguration)
    @optional()
    protected readonly configuration: CloudConfiguration | undefined;

    @inject(SignInService)
    @optional()
    protected readonly signIn: SignInService | undefined;

    /**
     * @param operation what failed, without a period: `Could not save “notes.md”`
     * @param retry repeats the operation when the user chooses Retry, or has signed in
     */
    async show(operation: string, error: unknown, retry: () => Promise<unknown>): Promise<void> {
        if (!(error instanceof CloudError)) {
            console.error(operation, error);
            await this.offer(`${operation}: ${error instanceof Error ? error.message : String(error)}`, 'Retry', retry);
            return;
        }
        const sentence = `${operation}. ${error.message}`;
        const upgrade = upgradeSchema.safeParse(error.details);
        if (error.code === 'UNAUTHORIZED') {
            await this.offer(sentence, 'Sign In', async () => {
                if (await this.signIn?.requireUser(error.message)) {
                    await retry();
                }
            });
        } else if (error.status >= 500) {
            await this.offer(sentence, 'Retry', retry);
        } else if (upgrade.success) {
            await this.offer(sentence, 'How to Upgrade', () =>
                this.explainUpgrade(upgrade.data.tier, upgrade.data.upgrade_url)
            );
        } else {
            await this.messages.error(sentence);
        }
    }

    /**
     * Opens the page with plans, or says whom to ask.
     *
     * @param tier the user's plan
     * @param page where the plan can be changed, if an error of the cloud said so
     */
    async explainUpgrade(tier: string, page?: string): Promise<void> {
        if (page !== undefined && pageSchema.safeParse(page).success) {
            this.windows.openNewWindow(page, { external: true });
            return;
        }
        const host = this.configuration ? new URL(this.configuration.supabaseUrl).host : 'this address';
        await this.messages.info(
            `Your plan is “${tier}”. To upgrade, contact the administrator of the cloud at ${host}.`
        );
    }

    private async offer(sentence: string, action: string, execute: () => Promise<unknown>): Promise<void> {
        if ((await this.messages.error(sentence, action)) === action) {
            await execute();
        }
    }
}
