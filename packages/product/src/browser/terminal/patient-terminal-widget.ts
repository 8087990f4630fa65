// SPDX-License-Identifier: MIT

import { injectable } from '@theia/core/shared/inversify';
import { TerminalWidgetImpl } from '@theia/terminal/lib/browser/terminal-widget-impl';

/** A terminal that keeps what the user types until its shell is connected. Theia's terminal loses these keys. */
@injectable()
export class PatientTerminalWidget extends TerminalWidgetImpl {
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
