// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import type { Progress } from '@theia/core/lib/common/message-service-protocol';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { BackendConnection } from './backend-connection';

/** Milliseconds without a connection until the notice appears. A short break of the network needs no notice. */
const PATIENCE = 2_000;

/** Says that the page has lost its backend, what that means, and when it is over. */
@injectable()
export class ConnectionNotice implements FrontendApplicationContribution {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    @inject(MessageService)
    protected readonly messages: MessageService;

    private progress: Promise<Progress> | undefined;
    private timer: ReturnType<typeof setTimeout> | undefined;

    onStart(): void {
        this.connection.onDidLose(() => {
            this.timer = setTimeout(() => this.showLost(), PATIENCE);
        });
        this.connection.onDidReconnect(({ restarted }) => {
            clearTimeout(this.timer);
            this.showReconnected(restarted).catch((error: unknown) => console.error(error));
        });
    }

    private showLost(): void {
        this.progress ??= this.messages.showProgress({
            text: nls.localize(
                'sanyam/backend/lost',
                'The IDE has lost the connection to its backend. Local files cannot be saved, and terminals do not work. Your text stays in the editors. Connecting again…'
            )
        });
    }

    private async showReconnected(restarted: boolean): Promise<void> {
        const progress = this.progress;
        this.progress = undefined;
        (await progress)?.cancel();
        if (restarted) {
            await this.messages.info(
                nls.localize(
                    'sanyam/backend/restarted',
                    'The IDE is connected to its backend again, which was restarted. You can save your files. Terminals and searches from before have ended.'
                ),
                { timeout: 0 }
            );
        } else if (progress !== undefined) {
            await this.messages.info(
                nls.localize(
                    'sanyam/backend/reconnected',
                    'The IDE is connected to its backend again. You can save your files.'
                )
            );
        }
    }
}
