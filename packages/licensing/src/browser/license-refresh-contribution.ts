// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { LicenseValidator } from '../common/license-validator';

/** Makes the {@link LicenseValidator} read the tier again after each session change: the user or the tier may differ. */
@injectable()
export class LicenseRefreshContribution implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    onStart(): void {
        this.session.onDidChange(() => this.licenses.invalidate());
    }
}
