// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { environment } from '@theia/core/shared/@theia/application-package/lib/environment';
import type { SignIn } from '../../common/sign-in/sign-in';
import { SignInError } from '../../common/sign-in/sign-in-error';
import type { MailPurpose } from '../../common/sign-in/sign-in-return';
import { addressOf, codeOf, passwordOf } from '../check-field';
import { describeError } from '../describe-error';
import { firstMode, type SignInFields } from './sign-in-state';

export type FormRequests = Pick<SignIn, 'withPassword' | 'signUp' | 'sendMail' | 'withCode' | 'setPassword'>;

/** Sends what the present mode asks for. Returns what the form shows next; `done` if the user has nothing more to do. */
export async function sendFields(
    signIn: FormRequests,
    fields: SignInFields,
    signal: AbortSignal
): Promise<Partial<SignInFields> | 'done'> {
    const address = addressOf(fields.email);
    const password = passwordOf(fields.password);
    switch (fields.mode) {
        case 'sign-in':
            return signInWithPassword(signIn, address, password, signal);
        case 'sign-up':
            return (await signIn.signUp(address, password, signal)) === 'signed-in' ? {} : asking('sign-up', address);
        case 'link':
        case 'forgot': {
            const mail = fields.mode === 'link' ? 'link' : 'recovery';
            await signIn.sendMail(mail, address, signal);
            return { ...asking(mail, address), password: '' };
        }
        case 'code':
            await signIn.withCode(fields.mail, address, codeOf(fields.code), signal);
            return fields.mail === 'recovery' ? setPassword(signIn, password, fields, signal) : {};
        case 'new-password':
            return setPassword(signIn, password, fields, signal);
        case 'choose':
            return {};
    }
}

/** Sends the mail again. Returns what the form shows next. */
export async function sendMailAgain(
    signIn: FormRequests,
    { mail, email }: SignInFields,
    signal: AbortSignal
): Promise<Partial<SignInFields>> {
    const address = addressOf(email);
    await signIn.sendMail(mail, address, signal);
    return { notice: sentAgain(mail, address) };
}

/** For some addresses, the server sends none, and does not say so. */
function sentAgain(mail: MailPurpose, address: string): string {
    switch (mail) {
        case 'link':
            return nls.localize('sanyam/auth/mailSentAgain', 'We sent another email to {0}.', address);
        case 'recovery':
            return nls.localize(
                'sanyam/auth/recoverySentAgain',
                'If {0} has an account, another email is on its way.',
                address
            );
        case 'sign-up':
            return nls.localize(
                'sanyam/auth/confirmationSentAgain',
                'If {0} is not confirmed yet, another email is on its way. If you have an account already, sign in.',
                address
            );
    }
}

async function signInWithPassword(
    signIn: FormRequests,
    address: string,
    password: string,
    signal: AbortSignal
): Promise<Partial<SignInFields>> {
    try {
        await signIn.withPassword(address, password, signal);
        return {};
    } catch (reason) {
        if (reason instanceof SignInError && reason.failure === 'not-confirmed') {
            // The mail can be lost, so the form offers another one. It has no field for the email then.
            return { mode: 'code', mail: 'sign-up', code: '', error: { message: describeError(reason).message } };
        }
        throw reason;
    }
}

/** The user is signed in by then, and stays so if the server refuses the password, but may sign out in another window. */
async function setPassword(
    signIn: FormRequests,
    password: string,
    { methods }: SignInFields,
    signal: AbortSignal
): Promise<Partial<SignInFields> | 'done'> {
    try {
        await signIn.setPassword(password, signal);
    } catch (reason) {
        const failure = reason instanceof SignInError ? reason.failure : undefined;
        const mode = failure === 'signed-out' ? firstMode(methods) : 'new-password';
        return { mode, ...(failure === 'canceled' ? {} : { error: describeError(reason) }) };
    }
    return 'done';
}

function asking(mail: MailPurpose, address: string): Partial<SignInFields> {
    return {
        mode: 'code',
        mail,
        code: '',
        notice:
            mail === 'recovery'
                ? nls.localize(
                      'sanyam/auth/recoverySent',
                      'If {0} has an account, an email is on its way. {1}',
                      address,
                      openHere()
                  )
                : nls.localize('sanyam/auth/mailSent', 'We sent an email to {0}. {1}', address, openHere())
    };
}

/** Only the program that asked for a link can use it, and another one uses it up. */
function openHere(): string {
    return environment.electron.is()
        ? nls.localize('sanyam/auth/openInProgram', 'Open the link in it, or enter its code here.')
        : nls.localize('sanyam/auth/openInBrowser', 'Open its link in this browser, or enter its code here.');
}
