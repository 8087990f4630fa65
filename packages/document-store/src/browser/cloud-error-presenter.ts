// SPDX-License-Identifier: MIT

import {
    CloudConfiguration,
    CloudError,
    type CloudErrorMessages,
    isLoopback,
    PlanOffers,
    SignInService,
    unformatted
} from '@sanyam/types';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { z } from 'zod';
import type { NoticeOptions } from './closable-notifications';
import { reasonOf } from './reason-of';

/** `upgrade_url` is a full URL, or a path on a site that the client does not know. */
const upgradeSchema = z.object({ tier: z.string(), upgrade_url: z.string() });
const pageSchema = z.url({ protocol: /^https?$/ });

/** The button of each notice that asks the user to sign in. */
export const SIGN_IN = nls.localize('sanyam/error/signIn', 'Sign In');

const RETRY = nls.localize('sanyam/error/retry', 'Retry');

/** Something that the user can do about an error. */
export interface Remedy {
    /** On the button. */
    readonly label: string;
    readonly run: () => Promise<unknown>;
}

/** Shows the user why an operation failed, with a button for what to do next. */
@injectable()
export class CloudErrorPresenter implements CloudErrorMessages {
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

    @inject(PlanOffers)
    @optional()
    protected readonly plans: PlanOffers | undefined;

    /**
     * @param operation what failed, without a period: `Could not save “notes.md”`
     * @param retry repeats the operation when the user chooses Retry, or has signed in
     * @param remedies what else the user can do, the most helpful first
     * @param until closes the notice when it aborts
     */
    async show(
        operation: string,
        error: unknown,
        retry: () => Promise<unknown>,
        remedies: readonly Remedy[] = [],
        until?: AbortSignal
    ): Promise<void> {
        // A reason can have names and addresses that other users chose.
        const reason = unformatted(reasonOf(error));
        if (!(error instanceof CloudError)) {
            console.error(operation, error);
            await this.offer(`${operation}: ${reason}`, [{ label: RETRY, run: retry }, ...remedies], until);
            return;
        }
        const offer = await this.plans?.offerFor(error);
        const sentences = [`${operation}.`, reason, ...(offer?.sentence === undefined ? [] : [offer.sentence])];
        const actions = [...this.remediesOf(error, retry), ...(offer?.actions ?? []), ...remedies];
        await this.offer(sentences.join(' '), actions, until);
    }

    reasonOf(error: unknown): string {
        return reasonOf(error);
    }

    /** Returns what an error itself says about its remedy. */
    private remediesOf(error: CloudError, retry: () => Promise<unknown>): Remedy[] {
        if (error.code === 'UNAUTHORIZED') {
            const run = async (): Promise<void> => {
                if (await this.signIn?.requireUser(reasonOf(error))) {
                    await retry();
                }
            };
            return [{ label: SIGN_IN, run }];
        }
        // Who has plans to offer knows more than the address.
        const upgrade = this.plans ? undefined : upgradeSchema.safeParse(error.details);
        if (error.status >= 500) {
            return [{ label: RETRY, run: retry }];
        }
        return upgrade?.success
            ? [
                  {
                      label: nls.localize('sanyam/error/howToUpgrade', 'How to Upgrade'),
                      run: () => this.explainUpgrade(upgrade.data.tier, upgrade.data.upgrade_url)
                  }
              ]
            : [];
    }

    /**
     * Opens the page with plans, or says whom to ask.
     *
     * @param tier the user's plan
     * @param page where the plan can be changed, if an error of the cloud said so
     */
    async explainUpgrade(tier: string, page?: string): Promise<void> {
        if (this.plans) {
            await this.plans.showPlans();
            return;
        }
        if (page !== undefined && pageSchema.safeParse(page).success) {
            this.windows.openNewWindow(page, { external: true });
            return;
        }
        const cloud = this.configuration && new URL(this.configuration.supabaseUrl);
        if (cloud && isLoopback(cloud.hostname)) {
            await this.messages.info(
                nls.localize(
                    'sanyam/error/upgradeHere',
                    'Your plan is “{0}”. In your own local cloud, this command in the folder of “npm start” changes it: npm run admin -- tier set you@example.com <plan>',
                    tier
                )
            );
            return;
        }
        await this.messages.info(
            nls.localize(
                'sanyam/error/upgrade',
                'Your plan is “{0}”. To upgrade, contact the administrator of the cloud at {1}.',
                tier,
                cloud?.host ?? nls.localize('sanyam/error/thisAddress', 'this address')
            )
        );
    }

    private async offer(sentence: string, remedies: readonly Remedy[], until: AbortSignal | undefined): Promise<void> {
        const options: NoticeOptions = { until };
        const answer = await this.messages.error(sentence, options, ...remedies.map(({ label }) => label));
        await remedies.find(({ label }) => label === answer)?.run();
    }
}
