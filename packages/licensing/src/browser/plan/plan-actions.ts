// SPDX-License-Identifier: MIT

import { CloudConfiguration, CloudErrorMessages, SignInService } from '@sanyam/types';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { GatewayBilling } from '../gateway-billing';

/** What the user can do about the plan: pages of the payment service open in another tab, so that nothing here is lost. */
@injectable()
export class PlanActions {
    @inject(GatewayBilling)
    protected readonly billing: GatewayBilling;

    @inject(WindowService)
    protected readonly windows: WindowService;

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

    /** Opens the page on which to buy a plan. Returns its address, unless that failed. */
    buy(tier: string, interval: 'month' | 'year' | undefined): Promise<string | undefined> {
        return this.open(() => this.billing.checkout(tier, interval));
    }

    /** Opens the page on which to change, pay or end a plan. Returns its address, unless that failed. */
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
            this.windows.openNewWindow(address, { external: true });
            return address;
        } catch (error) {
            const operation = nls.localize('sanyam/plan/pageFailed', 'Could not open the page of the payment service');
            void this.errors.show(operation, error, () => this.open(page));
            return undefined;
        }
    }
}
