// SPDX-License-Identifier: MIT

import { AuthSession, type SessionChange } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { LICENSE_LIFETIME, LicenseValidator } from '../common/license-validator';

/** Milliseconds until the next attempt when the license could not be read. */
const PAUSE_AFTER_FAILURE = 60_000;

/**
 * Keeps the license known while a user is signed in: reads it at the start, after each change of the session, because the
 * user or the tier may differ, when somebody knows better, and when it is too old.
 */
@injectable()
export class LicenseRefreshContribution implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    private timer: ReturnType<typeof setTimeout> | undefined;
    private hasStopped = false;

    onStart(): void {
        this.session.onDidChange(change => this.follow(change));
        this.licenses.onDidInvalidate(() => void this.read());
        this.session.ready.then(() => this.read()).catch(console.error);
    }

    onStop(): void {
        this.hasStopped = true;
        clearTimeout(this.timer);
    }

    private follow({ kind }: SessionChange): void {
        switch (kind) {
            case 'offline':
                break;
            case 'online':
            case 'token-refreshed':
            case 'user-updated':
                this.licenses.invalidate();
                break;
            default:
                this.licenses.forget();
                void this.read();
        }
    }

    /** The next operation in the cloud reports why it cannot be reached. Until then, what was known stays known. */
    private async read(): Promise<void> {
        clearTimeout(this.timer);
        if (!this.session.user) {
            return;
        }
        const pause = await this.licenses.license().then(
            () => LICENSE_LIFETIME,
            () => PAUSE_AFTER_FAILURE
        );
        clearTimeout(this.timer);
        if (!this.hasStopped) {
            this.timer = setTimeout(() => void this.read(), pause);
        }
    }
}
