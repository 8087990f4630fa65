// SPDX-License-Identifier: MIT

import { CloudError, SignInService } from '@sanyam/types';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { z } from 'zod';

const upgradeSchema = z.object({ upgrade_url: z.url({ protocol: /^https?$/ }) });

/** Tells the user that an operation failed, why, and what they can do; offers to do it. */
@injectable()
export class CloudErrorPresenter {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(WindowService)
    protected readonly windows: WindowService;

    @inject(SignInService)
    @optional()
    protected readonly signIn: SignInService | undefined;

    /**
     * @param operation what failed, as the start of a sentence: “Could not save “notes.md””
     * @param retry does it again, once what stood in the way is gone
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
            await this.offer(sentence, 'How to Upgrade', async () => {
                this.windows.openNewWindow(upgrade.data.upgrade_url, { external: true });
            });
        } else {
            await this.messages.error(sentence);
        }
    }

    private async offer(sentence: string, action: string, execute: () => Promise<unknown>): Promise<void> {
        if ((await this.messages.error(sentence, action)) === action) {
            await execute();
        }
    }
}
