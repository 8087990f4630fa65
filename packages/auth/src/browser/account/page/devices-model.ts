// SPDX-License-Identifier: MIT

import { CloudSessions, DatabaseSession } from '@sanyam/store';
import { CloudError, onDidChangeUser, type UserSessions } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import { ReturnedSignIn } from '../../sign-in/return/returned-sign-in';

/** The devices on which the user is signed in, while the page about the account is open. */
@injectable()
export class DevicesModel {
    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(ReturnedSignIn)
    protected readonly returned: ReturnedSignIn;

    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;
    private present: UserSessions | undefined;
    private failed: unknown;
    /** Counts the questions, so that an older answer does not replace a newer one. */
    private asked = 0;

    @postConstruct()
    protected init(): void {
        onDidChangeUser(this.session, () => {
            this.present = undefined;
            void this.refresh();
        });
    }

    /** Undefined until they are known. */
    get devices(): UserSessions | undefined {
        return this.present;
    }

    /** Why the devices could not be read. */
    get failure(): unknown {
        return this.failed;
    }

    /**
     * Reads the devices, now and each time the user comes back to this window, until the result is disposed: another device may have
     * signed in.
     */
    hold(): Disposable {
        void this.refresh();
        const reread = (): void => void this.refresh();
        window.addEventListener('focus', reread);
        return Disposable.create(() => window.removeEventListener('focus', reread));
    }

    /** Reads the devices again. Never rejects. */
    async refresh(): Promise<void> {
        await this.session.ready;
        // It ends the session that it replaces.
        await this.returned.complete();
        const question = ++this.asked;
        this.failed = undefined;
        if (this.session.user !== undefined) {
            try {
                const devices = await this.sessions.list();
                if (question !== this.asked) {
                    return;
                }
                this.present = devices;
            } catch (error) {
                if (question !== this.asked) {
                    return;
                }
                this.failed = error;
            }
        }
        this.didChange.fire();
    }

    /** Signs out another device. */
    async end(id: string): Promise<void> {
        try {
            await this.sessions.end(id);
        } catch (error) {
            if (!(error instanceof CloudError && error.code === 'NOT_FOUND')) {
                throw error;
            }
        }
        await this.refresh();
    }

    private get sessions(): CloudSessions {
        return new CloudSessions(this.database);
    }
}
