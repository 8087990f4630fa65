// SPDX-License-Identifier: MIT

import type { Progress } from '@theia/core/lib/common/message-service-protocol';
import { nls } from '@theia/core/lib/common/nls';
import { ProgressService } from '@theia/core/lib/common/progress-service';
import { inject, injectable } from '@theia/core/shared/inversify';

/** Milliseconds until the status bar says that something is being saved. A shorter wait needs no sign. */
const PATIENCE = 500;

/** Says in the status bar that editors are being saved, when that takes longer than a moment. */
@injectable()
export class SaveProgress {
    @inject(ProgressService)
    protected readonly progresses: ProgressService;

    private running = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private progress: Promise<Progress> | undefined;

    /** Returns what the work returns. Several at a time, as of Save All, have one sign. */
    async during<T>(work: Promise<T>): Promise<T> {
        if (this.running++ === 0) {
            this.timer = setTimeout(() => {
                this.progress = this.progresses.showProgress({
                    text: nls.localize('sanyam/backend/saving', 'Saving…'),
                    options: { location: 'window' }
                });
            }, PATIENCE);
        }
        try {
            return await work;
        } finally {
            if (--this.running === 0) {
                clearTimeout(this.timer);
                void this.progress?.then(progress => progress.cancel());
                this.progress = undefined;
            }
        }
    }
}
