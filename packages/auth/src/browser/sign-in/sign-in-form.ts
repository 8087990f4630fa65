// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import type { AuthSettings } from '../../common/sign-in/auth-settings';
import type { RedirectMethod, SignInMethod } from '../../common/sign-in/methods/sign-in-method';
import type { SignIn } from '../../common/sign-in/sign-in';
import { canceledError } from '../../common/sign-in/describe-auth-error';
import { SignInError } from '../../common/sign-in/sign-in-error';
import { describeError } from '../describe-error';
import { aborted } from './aborted';
import { checkFields } from './check-fields';
import type { ProviderVisit } from './provider-visit';
import { sendFields, sendMailAgain, type FormRequests } from './send-fields';
import { noMethod } from './sign-in-texts';
import {
    asksForNewPassword,
    firstMode,
    type SignInFields,
    type SignInFormState,
    type SignInStart
} from './sign-in-state';

/** The ways to sign in that the form needs. */
export type SignInFormRequests = FormRequests & Pick<SignIn, 'settings' | 'pageOf' | 'passwordRule'>;

export interface SignInFormOptions {
    /** Returns the ways to sign in that the form shows. */
    readonly methodsOf: (settings: AuthSettings) => readonly SignInMethod[];
    /** Leads the user to the page of a provider. */
    readonly visit: ProviderVisit['visit'];
    readonly start?: SignInStart;
}

/** The model of the form for sign-in and sign-up. {@link SignInDialog} shows it. */
export class SignInForm {
    private readonly changeEmitter = new Emitter<void>();
    readonly onDidChange: Event<void> = this.changeEmitter.event;

    private current: SignInFormState = { phase: 'loading' };
    private request = new AbortController();
    private start: SignInStart | undefined;
    private readonly subscription: { dispose(): void };

    constructor(
        private readonly signIn: SignInFormRequests,
        private readonly session: Pick<AuthSession, 'onDidChange' | 'user'>,
        private readonly options: SignInFormOptions
    ) {
        this.start = options.start;
        let former = session.user?.id;
        this.subscription = session.onDidChange(({ user }) => {
            const hasMoreToAsk = user && this.hasMoreToAsk(user.id, former);
            former = user?.id;
            if (user && !hasMoreToAsk) {
                this.show({ phase: 'done', user });
            } else if (!user && this.current.phase === 'editing' && this.current.mode === 'new-password') {
                this.goBack();
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
            this.loadRule();
        }
    }

    /** Begins elsewhere, such as with a return that failed while the form was loading, or open. */
    begin(start: SignInStart): void {
        this.start = start;
        const { mode, error } = start;
        this.edit({ ...(mode && { mode }), ...(error && { error }) });
        this.loadRule();
    }

    setEmail(email: string): void {
        this.edit({ email });
    }

    setPassword(password: string): void {
        this.edit({ password });
    }

    setCode(code: string): void {
        this.edit({ code });
    }

    /** Switches between signing in and signing up. Keeps what the user typed. */
    switchMode(): void {
        if (this.current.phase === 'editing' && this.current.offersSignUp) {
            this.edit({ mode: this.current.mode === 'sign-in' ? 'sign-up' : 'sign-in', notice: undefined });
            this.loadRule();
        }
    }

    /** Asks for the address of somebody who has forgotten the password. */
    forgetPassword(): void {
        this.edit({ mode: 'forgot', notice: undefined });
    }

    /** Returns to the first way to sign in. */
    goBack(): void {
        if (this.current.phase === 'editing') {
            this.edit({ mode: firstMode(this.current.methods), notice: undefined, code: '' });
        }
    }

    /** Signs in another way: shows its fields, or leads to its page. */
    async choose(method: SignInMethod): Promise<void> {
        switch (method.kind) {
            case 'password':
                return this.goBack();
            case 'link':
                return this.edit({ mode: 'link', notice: undefined });
            case 'oauth':
            case 'sso':
                return this.goTo(method);
        }
    }

    /**
     * Sends the form if it is valid. The form is done when the session reports a user, and a new password is set where one was
     * asked for.
     */
    async submit(): Promise<void> {
        if (this.current.phase !== 'editing' || this.current.mode === 'choose') {
            return;
        }
        const fields: SignInFields = { ...this.current, error: undefined, notice: undefined };
        const error = checkFields(fields);
        if (error) {
            this.show({ ...fields, error });
            return;
        }
        await this.work(fields, async signal => {
            // Nothing cancels the request for the rule, which others wait for, too.
            const rule = asksForNewPassword(fields)
                ? await Promise.race([this.signIn.passwordRule(), aborted(signal)])
                : undefined;
            if (signal.aborted) {
                throw canceledError(signal.reason);
            }
            const late = rule && checkFields({ ...fields, rule });
            return late ? { rule, error: late } : sendFields(this.signIn, fields, signal);
        });
    }

    /** Sends the mail again whose code the form asks for. */
    async sendAgain(): Promise<void> {
        if (this.current.phase === 'editing' && this.current.mode === 'code') {
            const fields: SignInFields = { ...this.current, error: undefined, notice: undefined, code: '' };
            await this.work(fields, signal => sendMailAgain(this.signIn, fields, signal));
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

    private async goTo(method: RedirectMethod): Promise<void> {
        if (this.current.phase !== 'editing') {
            return;
        }
        const fields: SignInFields = { ...this.current, error: undefined, notice: undefined };
        const leaving = nls.localize('sanyam/auth/leaving', 'Opening {0}…', method.label);
        await this.work({ ...fields, notice: leaving }, async signal => {
            await this.options.visit({
                pageOf: returnTo => this.signIn.pageOf(method, signal, returnTo),
                signal,
                show: page => signal.aborted || this.show({ ...fields, phase: 'busy', notice: leaving, page })
            });
            return { notice: undefined };
        });
    }

    /** Shows the form as busy while work is done, then with the result or the error of it. */
    private async work(
        fields: SignInFields,
        send: (signal: AbortSignal) => Promise<Partial<SignInFields> | 'done'>
    ): Promise<void> {
        this.show({ ...fields, phase: 'busy' });
        try {
            const result = await send(this.startRequest());
            const { user } = this.session;
            if (result === 'done' && user) {
                this.show({ phase: 'done', user });
            } else {
                this.show({ ...fields, ...(result === 'done' ? {} : result) });
            }
        } catch (reason) {
            const canceled = reason instanceof SignInError && reason.failure === 'canceled';
            this.show({ ...fields, notice: undefined, error: canceled ? undefined : describeError(reason) });
        } finally {
            this.loadRule();
        }
    }

    private async requestMethods(signal: AbortSignal): Promise<SignInFormState> {
        try {
            const methods = this.options.methodsOf(await this.signIn.settings(signal));
            if (methods.length === 0) {
                return { phase: 'unavailable', error: noMethod };
            }
            const { mode = firstMode(methods), error } = this.start ?? {};
            return {
                phase: 'editing',
                mode,
                email: '',
                password: '',
                code: '',
                mail: 'link',
                methods,
                offersSignUp: methods.some(method => method.kind === 'password' && method.signUp),
                ...(error && { error })
            };
        } catch (reason) {
            return { phase: 'unavailable', error: describeError(reason) };
        }
    }

    /** Asks the server for its rule as soon as the user needs it. */
    private loadRule(): void {
        const { current } = this;
        if (current.phase === 'editing' && asksForNewPassword(current) && current.rule === undefined) {
            this.signIn
                .passwordRule()
                .then(rule => {
                    if (rule && 'mode' in this.current) {
                        this.show({ ...this.current, rule });
                    }
                })
                .catch((error: unknown) => console.error(error));
        }
    }

    /**
     * A user who signs in by the mail for a forgotten password still has to choose a new one. Another user, who signs in
     * meanwhile in another window, keeps their own.
     */
    private hasMoreToAsk(user: string, former: string | undefined): boolean {
        const { current } = this;
        if (!('mode' in current)) {
            return false;
        }
        const isSigningIn = current.phase === 'busy' && current.mode === 'code' && current.mail === 'recovery';
        return isSigningIn
            ? former === undefined || user === former
            : current.mode === 'new-password' && user === former;
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
