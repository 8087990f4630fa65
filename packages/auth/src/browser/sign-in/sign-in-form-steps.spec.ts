// SPDX-License-Identifier: MIT

import type { AuthSession, SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import type { AuthSettings } from '../../common/sign-in/auth-settings';
import { sentence } from '../../common/sign-in/sentence';
import { SignInError } from '../../common/sign-in/sign-in-error';
import { formOptions, formRequests, OFFERED } from '../test/form-options';
import { SignInForm, type SignInFormRequests } from './sign-in-form';
import type { SignInStart } from './sign-in-state';

const WITH_PROVIDER: AuthSettings = { ...OFFERED, providers: new Map([['brand_new', true]]) };
const EMAIL = 'ada@example.org';

describe('the steps of SignInForm', () => {
    /** Opens a form on a server that answers as `answers` says, and succeeds otherwise. `sent` lists what was asked. */
    async function open(answers: Partial<SignInFormRequests> = {}, settings = WITH_PROVIDER, start?: SignInStart) {
        const sent: string[] = [];
        const left: string[] = [];
        let user: SignedInUser | undefined;
        const note =
            (name: string) =>
            async (...values: unknown[]): Promise<void> =>
                void sent.push([name, ...values.filter(value => typeof value === 'string')].join(' '));
        const requests = formRequests({
            settings: async () => settings,
            passwordRule: async () => ({ minimumLength: 8, characters: [] }),
            withPassword: note('password'),
            sendMail: note('mail'),
            withCode: async (...values) => {
                await note('code')(...values);
                user = { id: 'ada', email: EMAIL };
            },
            setPassword: note('set'),
            pageOf: async ({ id }) => `https://provider.example/${id}`,
            ...answers
        });
        const session: Pick<AuthSession, 'onDidChange' | 'user'> = {
            get user() {
                return user;
            },
            onDidChange: () => ({ dispose: () => undefined })
        };
        const form = new SignInForm(requests, session, formOptions(start, left));
        await form.load();
        return { form, sent, left };
    }

    /** Asks for the mail of a forgotten password, and sends its code with a new one. */
    async function replacePassword(form: SignInForm): Promise<void> {
        form.setEmail(EMAIL);
        form.forgetPassword();
        await form.submit();
        form.setCode('123456');
        form.setPassword('long enough');
        await form.submit();
    }

    it('leave for the page of a provider that nobody has heard of, and come back if the user stays [FR-007]', async () => {
        const { form, left } = await open();
        const method = {
            kind: 'oauth',
            id: 'brand_new',
            provider: 'brand_new',
            label: 'Brand New',
            icon: 'account'
        } as const;
        expect('methods' in form.state && form.state.methods.at(-1)).to.deep.equal(method);
        const leaving = form.choose(method);
        await new Promise(setImmediate);
        expect(left).to.deep.equal(['https://provider.example/brand_new']);
        expect(form.state).to.include({ phase: 'busy', notice: 'Opening Brand New…' });
        expect(form.cancel()).to.equal(true);
        await leaving;
        expect(form.state).to.include({ phase: 'editing', mode: 'sign-in', notice: undefined });
    });

    it('are a choice of providers on a server without addresses [FR-007]', async () => {
        const { form } = await open({}, { ...WITH_PROVIDER, offersEmail: false, offersSignUp: false });
        expect(form.state).to.include({ phase: 'editing', mode: 'choose' });
    });

    it('ask for the code of a forgotten password and a new one, which the rule is for [FR-001]', async () => {
        const { form, sent } = await open();
        form.setEmail(EMAIL);
        form.forgetPassword();
        await form.submit();
        await form.sendAgain();
        form.setCode('123 456');
        form.setPassword('short');
        await form.submit();
        expect('error' in form.state && form.state.error).to.include({ field: 'password' });
        form.setPassword('long enough');
        await form.submit();
        expect(sent).to.deep.equal([
            `mail recovery ${EMAIL}`,
            `mail recovery ${EMAIL}`,
            `code recovery ${EMAIL} 123456`,
            'set long enough'
        ]);
        expect(form.state.phase).to.equal('done');
    });

    it('let the user try again if nobody is signed in after all [FR-001]', async () => {
        const { form } = await open({ withCode: async () => undefined });
        await replacePassword(form);
        expect(form.state).to.include({ phase: 'editing', mode: 'code' });
    });

    it('ask for another password if the server refuses the new one, without the code again [FR-001]', async () => {
        let refusals = 1;
        const refusal = new SignInError('weak-password', sentence('sanyam/auth/samePassword', 'Another.'), 'password');
        const { form, sent } = await open({
            setPassword: () => (refusals-- > 0 ? Promise.reject(refusal) : Promise.resolve())
        });
        await replacePassword(form);
        expect(form.state).to.include({ mode: 'new-password' });
        expect('error' in form.state && form.state.error?.field).to.equal('password');
        await form.submit();
        expect(form.state.phase).to.equal('done');
        expect(sent.filter(text => text.startsWith('code'))).to.have.lengthOf(1);
    });

    it('offer another mail to a user who has not confirmed the address [FR-001]', async () => {
        const refusal = new SignInError('not-confirmed', sentence('sanyam/auth/notConfirmed', 'Not yet.'), 'email');
        const { form, sent } = await open({ withPassword: () => Promise.reject(refusal) });
        form.setEmail(EMAIL);
        form.setPassword('long enough');
        await form.submit();
        expect(form.state).to.include({ mode: 'code', mail: 'sign-up' });
        expect('error' in form.state && form.state.error).to.deep.equal({ message: 'Not yet.' });
        await form.sendAgain();
        expect(sent).to.deep.equal([`mail sign-up ${EMAIL}`]);
    });

    it('begin with a new link after an old one, and say why [FR-002]', async () => {
        const error = { message: 'This link has expired.' };
        const { form } = await open({}, WITH_PROVIDER, { mode: 'link', error });
        expect(form.state).to.deep.include({ mode: 'link', error });
        form.goBack();
        expect(form.state).to.include({ mode: 'sign-in', error: undefined });
    });
});
