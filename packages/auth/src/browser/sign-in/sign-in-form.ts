// SPDX-License-Identifier: MIT

import { asciiAddress, type AuthSession, type SignedInUser } from '@sanyam/types';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { z } from 'zod';
import { SignInError, type SignInField } from '../../common/sign-in/sign-in-error';
import type { SignIn } from '../../common/sign-in/sign-in';

/** The minimum in Supabase Auth, in characters. A server can require more. */
const MINIMUM_PASSWORD_LENGTH = 6;

/** The maximum in Supabase Auth, in bytes of UTF-8: bcrypt ignores all others. */
const MAXIMUM_PASSWORD_BYTES = 72;

/** The pattern of browsers for addresses in ASCII. */
const emailSchema = z.email({ pattern: z.regexes.html5Email });

export type SignInMode = 'sign-in' | 'sign-up';

/** An error message, and the field with the error. */
export interface SignInFormError {
    readonly message: string;
    readonly field?: SignInField;
}

/** The state of the form while it shows its fields. */
export interface SignInFields {
    /** The user fills in the form (`editing`), or a request is running (`busy`). */
    readonly phase: 'editing' | 'busy';
    readonly mode: SignInMode;
    readonly email: string;
    readonly password: string;
    readonly offersSignUp: boolean;
    readonly error?: SignInFormError;
    readonly notice?: string;
}

/** The state of the form. */
export type SignInFormState =
    /** The form requests the sign-in methods of the server. */
    | { readonly phase: 'loading' }
    /** The server does not allow passwords, or does not respond. */
    | { readonly phase: 'unavailable'; readonly error: SignInFormError }
    | SignInFields
    /** A user is signed in, by this form or in another window. This is the final state. */
    | { readonly phase: 'done'; readonly user: SignedInUser };

/** The ways to sign in that the form needs. */
export type SignInFormRequests = Pick<SignIn, 'settings' | 'withPassword' | 'signUp'>;

/** The model of the form for sign-in and sign-up. {@link SignInDialog} shows it. */
export class SignInForm {
    private readonly changeEmitter = new Emitter<void>();
    readonly onDidChange: Event<void> = this.changeEmitter.event;

    private current: SignInFormState = { phase: 'loading' };
    private request = new AbortController();
    private readonly subscription: { dispose(): void };

    constructor(
        private readonly signIn: SignInFormRequests,
        session: Pick<AuthSession, 'onDidChange'>
    ) {
        this.subscription = session.onDidChange(({ user }) => {
            if (user) {
                this.show({ phase: 'done', user });
            }
        });
    }

    get state(): SignInFormState {
        return this.current;
    }

    /**
     * Requests the sign-in methods of the server, then shows the fields or an error. Cancels an earlier load. Does
     * nothing while the form is being sent.
     */
    async load(): Promise<void> {
        if (this.current.phase === 'busy' || this.current.phase === 'done') {
            return;
        }
        this.show({ phase: 'loading' });
        const signal = this.startRequest();
        const result = await this.requestMethods(signal);
        // Otherwise a late result replaces the form of a newer load, or a form that was filled in meanwhile.
        if (!signal.aborted) {
            this.show(result);
        }
    }

    setEmail(email: string): void {
        this.edit({ email });
    }

    setPassword(password: string): void {
        this.edit({ password });
    }

    /** Switches between signing in and signing up. Keeps what the user typed. */
    switchMode(): void {
        if (this.current.phase === 'editing' && this.current.offersSignUp) {
            this.edit({ mode: this.current.mode === 'sign-in' ? 'sign-up' : 'sign-in', notice: undefined });
        }
    }

    /** Sends the form if it is valid. The form is done when the session reports a user. */
    async submit(): Promise<void> {
        if (this.current.phase !== 'editing') {
            return;
        }
        const fields: SignInFields = { ...this.current, error: undefined, notice: undefined };
        const error = check(fields);
        if (error) {
            this.show({ ...fields, error });
            return;
        }
        this.show({ ...fields, phase: 'busy' });
        try {
            this.show({ ...fields, ...(await this.send(fields)) });
        } catch (reason) {
            const canceled = reason instanceof SignInError && reason.failure === 'canceled';
            this.show({ ...fields, error: canceled ? undefined : describe(reason) });
        }
    }

    /** Cancels the running request. Returns `false` if there is none. */
    cancel(): boolean {
        const waiting = this.current.phase === 'busy';
        this.request.abort();
        return waiting;
    }

    dispose(): void {
        this.request.abort();
        this.subscription.dispose();
        this.changeEmitter.dispose();
    }

    private async requestMethods(signal: AbortSignal): Promise<SignInFormState> {
        try {
            const { offersPassword, offersSignUp } = await this.signIn.settings(signal);
            return offersPassword
                ? { phase: 'editing', mode: 'sign-in', email: '', password: '', offersSignUp }
                : { phase: 'unavailable', error: noPassword };
        } catch (reason) {
            return { phase: 'unavailable', error: describe(reason) };
        }
    }

    private async send({ mode, email, password: typed }: SignInFields): Promise<Partial<SignInFields>> {
        const address = addressOf(email);
        const password = passwordOf(typed);
        const signal = this.startRequest();
        if (mode === 'sign-in') {
            await this.signIn.withPassword(address, password, signal);
            return {};
        }
        const result = await this.signIn.signUp(address, password, signal);
        return result === 'signed-in'
            ? {}
            : {
                  mode: 'sign-in',
                  notice: nls.localize(
                      'sanyam/auth/mailSent',
                      'We sent an email to {0}. Open the link in it, then sign in here.',
                      address
                  )
              };
    }

    /** Cancels the earlier request: the form has at most one. */
    private startRequest(): AbortSignal {
        this.request.abort();
        this.request = new AbortController();
        return this.request.signal;
    }

    private edit(changes: Partial<SignInFields>): void {
        if (this.current.phase === 'editing') {
            this.show({ ...this.current, error: undefined, ...changes });
        }
    }

    private show(state: SignInFormState): void {
        if (this.current.phase !== 'done') {
            this.current = state;
            this.changeEmitter.fire();
        }
    }
}

const noPassword: SignInFormError = {
    message: nls.localize(
        'sanyam/auth/noPassword',
        'This server does not allow sign-in with a password, and Sanyam does not support other methods yet. Contact its administrator.'
    )
};

function describe(reason: unknown): SignInFormError {
    return reason instanceof SignInError
        ? {
              message: nls.localize(reason.sentence.key, reason.sentence.english, ...reason.sentence.values),
              field: reason.field
          }
        : { message: String(reason) };
}

/** Returns what the user typed as an address, with its domain in ASCII. */
function addressOf(email: string): string {
    return asciiAddress(email.trim());
}

/** Returns a password in one form: keyboards differ in how they type an accented letter (RFC 8265, OpaqueString). */
function passwordOf(typed: string): string {
    return typed.normalize('NFC');
}

function check({ mode, email, password: typed }: SignInFields): SignInFormError | undefined {
    const address = addressOf(email);
    const password = passwordOf(typed);
    if (address === '') {
        return { field: 'email', message: nls.localize('sanyam/auth/enterEmail', 'Enter your email.') };
    }
    if (!emailSchema.safeParse(address).success) {
        return {
            field: 'email',
            message: nls.localize('sanyam/auth/invalidEmail', 'Enter an email such as ada@example.org.')
        };
    }
    if (password === '') {
        return { field: 'password', message: nls.localize('sanyam/auth/enterPassword', 'Enter your password.') };
    }
    if (mode === 'sign-up' && Array.from(password).length < MINIMUM_PASSWORD_LENGTH) {
        return {
            field: 'password',
            message: nls.localize(
                'sanyam/auth/shortPassword',
                'Enter a password of at least {0} characters.',
                MINIMUM_PASSWORD_LENGTH
            )
        };
    }
    if (mode === 'sign-up' && new TextEncoder().encode(password).length > MAXIMUM_PASSWORD_BYTES) {
        return {
            field: 'password',
            message: nls.localize(
                'sanyam/auth/longPassword',
                'Enter a shorter password: at most {0} bytes. An accented letter takes two bytes, an emoji four.',
                MAXIMUM_PASSWORD_BYTES
            )
        };
    }
    return undefined;
}
