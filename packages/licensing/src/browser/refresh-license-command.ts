// SPDX-License-Identifier: MIT

import { CloudError, FeatureGate, SignInService } from '@sanyam/types';
import { Command, CommandContribution, type CommandRegistry } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';

const category = 'Sanyam';
const REFRESH_LICENSE = Command.toLocalizedCommand(
    { id: 'sanyam.refreshLicense', category, label: 'Refresh License' },
    'sanyam/licensing/refreshLicense'
);

/** Milliseconds that the answer stays on the screen. */
const NOTICE = 6000;

/** The command that reads the plan again, for a user who has just bought one. */
@injectable()
export class RefreshLicenseCommand implements CommandContribution {
    @inject(FeatureGate)
    protected readonly gate: FeatureGate;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(REFRESH_LICENSE, { execute: () => this.run() });
    }

    private async run(): Promise<void> {
        const reason = nls.localize('sanyam/licensing/signIn', 'Sign in to see your plan.');
        if (!(await this.signIn.requireUser(reason))) {
            return;
        }
        try {
            await this.gate.refresh();
            const { tier } = await this.gate.getTierLimits();
            await this.messages.info(nls.localize('sanyam/licensing/plan', 'Your plan is “{0}”.', tier), {
                timeout: NOTICE
            });
        } catch (error) {
            if (!CloudError.is(error)) {
                throw error;
            }
            const retry = nls.localize('sanyam/licensing/retry', 'Retry');
            const text = nls.localize(
                'sanyam/licensing/failed',
                'Could not read your plan, because the cloud did not answer. Check your connection, then try again.'
            );
            if ((await this.messages.error(text, retry)) === retry) {
                await this.run();
            }
        }
    }
}
