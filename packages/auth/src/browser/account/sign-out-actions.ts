// SPDX-License-Identifier: MIT

import { CloudErrorMessages, SignOutPreparation } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { tokenLifetime } from '../../common/session/token-lifetime';
import { SignInError } from '../../common/sign-in/sign-in-error';
import { describeError } from '../describe-error';
import { signOutFailure } from './sign-out-failure';

/** Width of a question in pixels, so that its sentences are short lines. */
const QUESTION_WIDTH = 480;

/** The lifetime of an access token in seconds, where a token does not say it: the default of Supabase Auth. */
const DEFAULT_LIFETIME = 3600;

/** The ways to sign out: here, on the other devices, and everywhere. */
@injectable()
export class SignOutActions {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudErrorMessages)
    @optional()
    protected readonly errors: CloudErrorMessages | undefined;

    @inject(SignOutPreparation)
    @optional()
    protected readonly preparation: SignOutPreparation | undefined;

    /** Signs out in this browser. Asks about unsaved text first. */
    async signOut(): Promise<void> {
        if (!(await this.prepare())) {
            return;
        }
        try {
            const { revoked } = await this.session.signOut();
            if (!revoked) {
                this.tell(
                    'info',
                    nls.localize(
                        'sanyam/auth/signedOutHere',
                        'You are signed out in this browser. The server could not be reached, so your session there ends when it expires.'
                    )
                );
            }
        } catch (error) {
            this.tell('error', signOutFailure(error));
        }
    }

    /** Signs out all devices but this browser. Returns whether they are. */
    async signOutOthers(): Promise<boolean> {
        const title = nls.localize('sanyam/signOut/othersTitle', 'Sign out all other devices?');
        const ok = nls.localize('sanyam/signOut/others', 'Sign Out Other Devices');
        const isAgreed = await this.agree(async () => this.confirm(title, ok, await this.consequence()));
        return isAgreed && this.end('others');
    }

    /** Signs out all devices, and here. Asks about unsaved text first. */
    async signOutEverywhere(): Promise<void> {
        const title = nls.localize('sanyam/signOut/everywhereTitle', 'Sign out on all devices, and here?');
        const ok = nls.localize('sanyam/signOut/everywhere', 'Sign Out Everywhere');
        const isConfirmed = async (): Promise<boolean> => this.confirm(title, ok, await this.consequence());
        if (await this.agree(async () => (await isConfirmed()) && this.prepare())) {
            await this.end('global');
        }
    }

    /**
     * Asks about unsaved text.
     *
     * @returns whether the session of the user may end now
     */
    async prepare(): Promise<boolean> {
        return this.agree(async () => (await this.preparation?.prepareSignOut()) !== false);
    }

    /** Returns what happens to a device that is signed out from here, as sentences. */
    async consequence(): Promise<string> {
        const token = await this.session.accessToken().catch(() => null);
        const minutes = Math.ceil((tokenLifetime(token ?? '') ?? DEFAULT_LIFETIME) / 60);
        return nls.localize(
            'sanyam/signOut/consequence',
            'A device notices this when it saves, when it renews its access, or when its window is reloaded. Until then, at most {0} minutes, it can read your documents, but not change them. Its unsaved text stays on it.',
            minutes
        );
    }

    async confirm(title: string, ok: string, msg: string): Promise<boolean> {
        return (await new ConfirmDialog({ title, msg, ok, maxWidth: QUESTION_WIDTH }).open()) === true;
    }

    /**
     * Asks the user something.
     *
     * @returns whether they agree, and are still the one who is signed in: a question can stay open for hours
     */
    private async agree(ask: () => Promise<boolean>): Promise<boolean> {
        const { user } = this.session;
        return (await ask()) && this.session.user?.id === user?.id;
    }

    private async end(which: 'others' | 'global'): Promise<boolean> {
        try {
            await this.session.signOutDevices(which);
        } catch (error) {
            const reason = error instanceof SignInError ? undefined : this.errors?.reasonOf(error);
            this.tell(
                'error',
                nls.localize(
                    'sanyam/signOut/devicesFailed',
                    'Could not sign out the devices. {0}',
                    reason ?? describeError(error).message
                )
            );
            return false;
        }
        if (which === 'others') {
            this.tell('info', nls.localize('sanyam/signOut/othersDone', 'All other devices are signed out.'));
        }
        return true;
    }

    /** Does not wait until the user closes the notice: buttons are disabled until an action is over. */
    private tell(kind: 'info' | 'error', text: string): void {
        this.messages[kind](text).catch((error: unknown) => console.error(error));
    }
}
