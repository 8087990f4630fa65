// SPDX-License-Identifier: MIT

import { EnvVariablesServer } from '@theia/core/lib/common/env-variables';
import { inject, injectable } from '@theia/core/shared/inversify';
import { TerminalWidgetImpl } from '@theia/terminal/lib/browser/terminal-widget-impl';

/**
 * A terminal that keeps what the user types until its shell is connected. Theia's terminal loses these keys. It begins in
 * the home folder if the workspace is not on the disk: Theia would take the path of the workspace for one on the disk.
 */
@injectable()
export class PatientTerminalWidget extends TerminalWidgetImpl {
    @inject(EnvVariablesServer)
    protected readonly environment: EnvVariablesServer;

    protected override async createTerminal(): Promise<number> {
        const [root] = await this.workspaceService.roots;
        if (this.options.cwd === undefined && root && root.resource.scheme !== 'file') {
            this.options = { ...this.options, cwd: await this.environment.getHomeDirUri() };
        }
        return super.createTerminal();
    }

    override async start(id?: number): Promise<number> {
        const keys: string[] = [];
        const listener = this.term.onData(data => keys.push(data));
        this.toDispose.push(listener);
        try {
            return await super.start(id);
        } finally {
            this.waitForConnection?.promise
                .then(() => {
                    // From now on, Theia's own listener sends each key.
                    listener.dispose();
                    this.sendText(keys.join(''));
                })
                .catch((error: unknown) => console.error(error));
        }
    }
}
