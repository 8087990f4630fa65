// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { SignIn } from '../../common/sign-in/sign-in';
import { SignInError } from '../../common/sign-in/sign-in-error';
import type { MailPurpose } from '../../common/sign-in/sign-in-return';
import { addressOf, codeOf, describeError, passwordOf } from './check-fields';
import type { SignInFields } from './sign-in-state';

export type FormRequests = Pick<SignIn, 'withPassword' | 'signUp' | 'sendMail' | 'withCode' | 'setPassword'>;

/** Sends what the present mode asks for. Returns what the form shows next, or `done` if a user is signed in who has nothing more to do. */
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
            return fields.mail === 'recovery' ? setPassword(signIn, password, signal) : {};
        case 'new-password':
            return setPassword(signIn, password, signal);
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
    return { notice: nls.localize('sanyam/auth/mailSentAgain', 'We sent another email to {0}.', address) };
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
            // The mail can be lost, so the form offers another one.
            return { mode: 'code', mail: 'sign-up', code: '', error: describeError(reason) };
        }
        throw reason;
    }
}

/** The user is signed in by then, and stays so if the server refuses the password. */
async function setPassword(
    signIn: FormRequests,
    password: string,
    signal: AbortSignal
): Promise<Partial<SignInFields> | 'done'> {
    try {
        await signIn.setPassword(password, signal);
    } catch (reason) {
        const isCanceled = reason instanceof SignInError && reason.failure === 'canceled';
        return { mode: 'new-password', ...(isCanceled ? {} : { error: describeError(reason) }) };
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
                      'If {0} has an account, an email is on its way. Open the link in it, or enter its code here.',
                      address
                  )
                : nls.localize(
                      'sanyam/auth/mailSent',
                      'We sent an email to {0}. Open the link in it, or enter its code here.',
                      address
                  )
    };
}
