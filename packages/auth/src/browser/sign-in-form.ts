// SPDX-License-Identifier: MIT

import { Emitter, type Event } from '@theia/core/lib/common/event';
import { z } from 'zod';
import type { AuthSettings } from '../common/auth-settings';
import { SignInError, type SignInField } from '../common/sign-in-error';
import type { SupabaseAuthSession } from '../common/supabase-auth-session';

/** Supabase Auth accepts no shorter password, whatever it is configured to; in characters. */
const MINIMUM_PASSWORD_LENGTH = 6;

/** What browsers accept in a field for an e-mail address. */
const emailSchema = z.email({ pattern: z.regexes.html5Email });

export type SignInMode = 'sign-in' | 'sign-up';

/** What the form shows. */
export interface SignInFormState {
    readonly mode: SignInMode;
    readonly email: string;
    readonly password: string;
    readonly passwordShown: boolean;
    /** Asking what the server offers; not offering anything to fill in; being filled in; waiting for the server. */
    readonly phase: 'loading' | 'unavailable' | 'editing' | 'busy';
    readonly offersSignUp: boolean;
    readonly error?: { readonly message: string; readonly field?: SignInField };
    readonly notice?: string;
}

/** The part of the session that the form needs. */
export type SignInFormSession = Pick<SupabaseAuthSession, 'settings' | 'signIn' | 'signUp'>;

/** Signing in and signing up, as one form with two modes; what it looks like is for others to say. */
export class SignInForm {
    private readonly changeEmitter = new Emitter<void>();
    readonly onDidChange: Event<void> = this.changeEmitter.event;

    private current: SignInFormState = {
        mode: 'sign-in',
        email: '',
        password: '',
        passwordShown: false,
        phase: 'loading',
        offersSignUp: false
    };
    private request: AbortController | undefined;

    constructor(private readonly session: SignInFormSession) {}

    get state(): SignInFormState {
        return this.current;
    }

    /** Asks the server what it offers. */
    async load(): Promise<void> {
        this.change({ phase: 'loading', error: undefined, notice: undefined });
        try {
            const settings = await this.session.settings(this.begin().signal);
            this.change(offer(settings));
        } catch (error) {
            this.fail(error, 'unavailable');
        }
    }

    setEmail(email: string): void {
        this.change({ email, error: undefined });
    }

    setPassword(password: string): void {
        this.change({ password, error: undefined });
    }

    togglePassword(): void {
        this.change({ passwordShown: !this.current.passwordShown });
    }

    /** Goes from signing in to signing up or back; what was typed stays. */
    switchMode(): void {
        if (this.current.phase === 'editing' && (this.current.offersSignUp || this.current.mode === 'sign-up')) {
            const mode = this.current.mode === 'sign-in' ? 'sign-up' : 'sign-in';
            this.change({ mode, error: undefined, notice: undefined });
        }
    }

    /** Sends the form if it is complete; whether that signed the user in is for the session to tell. */
    async submit(): Promise<void> {
        if (this.current.phase !== 'editing') {
            return;
        }
        const { mode, password } = this.current;
        const email = this.current.email.trim();
        const error = check(mode, email, password);
        if (error) {
            this.change({ error, notice: undefined });
            return;
        }
        this.change({ phase: 'busy', error: undefined, notice: undefined });
        try {
            const { signal } = this.begin();
            if (mode === 'sign-in') {
                await this.session.signIn(email, password, signal);
            } else if ((await this.session.signUp(email, password, signal)) === 'confirmation-sent') {
                const notice = `A mail is on its way to ${email}. Follow the link in it, then sign in here.`;
                this.change({ mode: 'sign-in', notice });
            }
            this.change({ phase: 'editing' });
        } catch (error) {
            this.fail(error, 'editing');
        }
    }

    /** Stops waiting for the server; `false` when nobody was waiting. */
    cancel(): boolean {
        const waiting = this.current.phase === 'busy';
        this.request?.abort();
        return waiting;
    }

    dispose(): void {
        this.request?.abort();
        this.changeEmitter.dispose();
    }

    private begin(): AbortController {
        this.request?.abort();
        this.request = new AbortController();
        return this.request;
    }

    private fail(error: unknown, phase: SignInFormState['phase']): void {
        const { failure, message, field } =
            error instanceof SignInError ? error : new SignInError('other', String(error), undefined);
        this.change({ phase, error: failure === 'cancelled' ? undefined : { message, field } });
    }

    private change(changes: Partial<SignInFormState>): void {
        this.current = { ...this.current, ...changes };
        this.changeEmitter.fire();
    }
}

function offer({ offersPassword, offersSignUp }: AuthSettings): Partial<SignInFormState> {
    return offersPassword
        ? { phase: 'editing', offersSignUp }
        : {
              phase: 'unavailable',
              error: {
                  message:
                      'This server does not offer signing in with a password, and Sanyam does not know another way yet. Ask whoever runs the server to allow it.'
              }
          };
}

function check(mode: SignInMode, email: string, password: string): SignInFormState['error'] {
    if (email === '') {
        return { field: 'email', message: 'Enter your e-mail address.' };
    }
    if (!emailSchema.safeParse(email).success) {
        return { field: 'email', message: 'This is not an e-mail address. It looks like ada@example.org.' };
    }
    if (password === '') {
        return { field: 'password', message: 'Enter your password.' };
    }
    if (mode === 'sign-up' && Array.from(password).length < MINIMUM_PASSWORD_LENGTH) {
        return { field: 'password', message: `A password has at least ${MINIMUM_PASSWORD_LENGTH} characters.` };
    }
    return undefined;
}
