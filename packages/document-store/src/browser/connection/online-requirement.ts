// SPDX-License-Identifier: MIT

import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudConnection } from './cloud-connection';

/** Refuses cloud commands while the cloud cannot be reached. They stay in the palette, because a user looks for them there. */
@injectable()
export class OnlineRequirement {
    @inject(CloudConnection)
    protected readonly connection: CloudConnection;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /**
     * Runs the command if the cloud can be reached. Otherwise says why it cannot run, and offers to try again.
     *
     * @param label of the command
     */
    async run(label: string, command: () => Promise<unknown>): Promise<void> {
        if (this.connection.isOnline) {
            await command();
            return;
        }
        const again = nls.localizeByDefault('Try Again');
        const sentence = nls.localize(
            'sanyam/connection/refusal',
            '“{0}” needs the cloud. Could not reach the cloud at {1}. Check your connection and try again.',
            label,
            this.connection.host
        );
        if ((await this.messages.warn(sentence, again)) === again) {
            await this.connection.check();
            await this.run(label, command);
        }
    }
}
