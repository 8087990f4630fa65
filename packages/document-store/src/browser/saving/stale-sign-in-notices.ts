// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { SIGN_IN } from '../cloud-error-presenter';
import { OpenNotices } from '../open-notices';

/** Removes the notices that ask the user to sign in, when they have signed in another way. */
@injectable()
export class StaleSignInNotices implements FrontendApplicationContribution {
    @inject(OpenNotices)
    protected readonly notices: OpenNotices;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    onStart(): void {
        this.session?.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
                this.notices.clear(SIGN_IN);
            }
        });
    }
}
