// SPDX-License-Identifier: MIT

import { CloudConfiguration, CloudErrorMessages, isLoopback, SignInService } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { GatewayBilling } from '../gateway-billing';
import { adminCommand } from './admin-command';

/** What the user can do about the plan: pages of the payment service open in another tab, so that nothing here is lost. */
@injectable()
export class PlanActions {
    @inject(GatewayBilling)
    protected readonly billing: GatewayBilling;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudErrorMessages)
    protected readonly errors: CloudErrorMessages;

    @inject(SignInService)
    protected readonly signInService: SignInService;

    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    /** The name of the cloud, for a sentence on who can change the plan. */
    get cloudName(): string {
        return new URL(this.configuration.supabaseUrl).host;
    }

    /** Whether the cloud runs on this machine. Then its user is its administrator. */
    get isOwnCloud(): boolean {
        return isLoopback(new URL(this.configuration.supabaseUrl).hostname);
    }

    /** Returns the command that gives a user a plan, if the cloud runs on this machine. */
    commandFor(email: string | null, tier: string): string | undefined {
        return adminCommand(this.configuration.supabaseUrl, email, tier);
    }

    /** Opens the page on which to buy a plan. Returns its address if it opened. */
    buy(tier: string, interval: 'month' | 'year' | undefined): Promise<string | undefined> {
        return this.open(() => this.billing.checkout(tier, interval));
    }

    /** Opens the page on which to change, pay or end a plan. Returns its address if it opened. */
    manage(): Promise<string | undefined> {
        return this.open(() => this.billing.portal());
    }

    async signIn(): Promise<void> {
        await this.signInService.requireUser(nls.localize('sanyam/plan/signIn', 'Sign in to see your plan.'));
    }

    reasonOf(error: unknown): string {
        return this.errors.reasonOf(error);
    }

    private async open(page: () => Promise<string>): Promise<string | undefined> {
        try {
            const address = await page();
            if (openTab(address)) {
                return address;
            }
            void this.offer(address);
            return undefined;
        } catch (error) {
            const operation = nls.localize('sanyam/plan/pageFailed', 'Could not open the page of the payment service');
            void this.errors.show(operation, error, () => this.open(page));
            return undefined;
        }
    }

    /** Browsers block a tab that does not follow a click at once, such as when the payment service was slow. */
    private async offer(address: string): Promise<void> {
        const open = nls.localize('sanyam/plan/openPage', 'Open Page');
        const blocked = nls.localize(
            'sanyam/plan/pageBlocked',
            'Could not open the page of the payment service: the browser blocked the tab. Open the page from here.'
        );
        if ((await this.messages.warn(blocked, open)) === open && !openTab(address)) {
            await this.offer(address);
        }
    }
}

/** Opens a page in another tab, without access to this one. Returns whether the browser let it. */
function openTab(address: string): boolean {
    // With “noopener”, nobody learns whether the browser blocked it.
    const tab = window.open('', '_blank');
    if (!tab) {
        return false;
    }
    tab.opener = null;
    tab.location.replace(address);
    return true;
}
