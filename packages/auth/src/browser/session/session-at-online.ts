// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';

/** Asks for the server of a session that is offline as soon as the browser has a network again. */
@injectable()
export class SessionAtOnline implements FrontendApplicationContribution {
    @inject(SupabaseAuthSession)
    protected readonly session: Pick<SupabaseAuthSession, 'lookAgain'>;

    onStart(): void {
        window.addEventListener('online', this.look);
    }

    onStop(): void {
        window.removeEventListener('online', this.look);
    }

    private readonly look = (): void => void this.session.lookAgain();
}
