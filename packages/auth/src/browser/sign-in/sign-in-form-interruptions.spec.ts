// SPDX-License-Identifier: MIT

import type { SessionChange, SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import type { PasswordRule } from '../../common/sign-in/password-rule';
import { sentence } from '../../common/sign-in/sentence';
import { SignInError } from '../../common/sign-in/sign-in-error';
import { formOptions, formRequests } from '../test/form-options';
import { SignInForm, type SignInFormRequests } from './sign-in-form';
import type { SignInStart } from './sign-in-state';

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };

describe('what comes between in SignInForm', () => {
    function open(answers: Partial<SignInFormRequests> = {}, start?: SignInStart) {
        const changed = new Emitter<SessionChange>();
        const session = { user: ADA, onDidChange: changed.event };
        return { form: new SignInForm(formRequests(answers), session, formOptions(start)), changed };
    }

    it('can be Cancel while the form waits for the rule of the server [FR-001]', async () => {
        const sent: string[] = [];
        const { form } = open({
            passwordRule: () => new Promise(() => undefined),
            signUp: async email => {
                sent.push(email);
                return 'confirmation-sent';
            }
        });
        await form.load();
        form.switchMode();
        form.setEmail(ADA.email);
        form.setPassword('long enough');
        const sending = form.submit();
        expect(form.cancel()).to.equal(true);
        await sending;
        expect(form.state).to.include({ phase: 'editing', mode: 'sign-up', error: undefined });
        expect(sent).to.deep.equal([]);
    });

    it('can be the rule of the server, which stays after an error [FR-001]', async () => {
        const rule = Promise.withResolvers<PasswordRule>();
        const { form } = open({
            passwordRule: () => rule.promise,
            signUp: () => Promise.reject(new Error('refused'))
        });
        await form.load();
        form.switchMode();
        form.setEmail(ADA.email);
        form.setPassword('long enough');
        const sending = form.submit();
        rule.resolve({ minimumLength: 8, characters: [] });
        await sending;
        await rule.promise;
        expect(form.state).to.deep.include({
            phase: 'editing',
            rule: await rule.promise,
            error: { message: 'refused' }
        });
    });

    const error = { message: 'This link has expired.' };

    it('can be a return that failed while the form is loading, or open [FR-002]', async () => {
        const loading = open().form;
        const loaded = loading.load();
        loading.begin({ mode: 'forgot', error });
        await loaded;
        expect(loading.state).to.deep.include({ mode: 'forgot', error });
        const { form } = open();
        await form.load();
        form.begin({ error });
        expect(form.state).to.deep.include({ mode: 'sign-in', error });
    });

    it('can be a sign-out in another window: nobody has a new password to choose then [FR-001]', async () => {
        const { form, changed } = open({}, { mode: 'new-password' });
        await form.load();
        changed.fire({ kind: 'signed-out', user: undefined });
        expect(form.state).to.include({ phase: 'editing', mode: 'sign-in' });
    });

    it('can be another user, whose password stays [FR-001]', async () => {
        const passwords: string[] = [];
        const { form, changed } = open(
            { setPassword: async password => void passwords.push(password) },
            { mode: 'new-password' }
        );
        await form.load();
        form.setPassword('long enough');
        changed.fire({ kind: 'signed-in', user: BOB });
        await form.submit();
        expect(form.state).to.deep.equal({ phase: 'done', user: BOB });
        expect(passwords).to.deep.equal([]);
    });

    it('can be news of the same user, who still has a new password to choose [FR-001]', async () => {
        const { form, changed } = open({}, { mode: 'new-password' });
        await form.load();
        changed.fire({ kind: 'user-updated', user: ADA });
        expect(form.state).to.include({ phase: 'editing', mode: 'new-password' });
    });

    it('can be a sign-out while the new password is on its way [FR-001]', async () => {
        const refusal = new SignInError(
            'signed-out',
            sentence('sanyam/auth/signedOutMeanwhile', 'You are signed out.')
        );
        const { form } = open({ setPassword: () => Promise.reject(refusal) }, { mode: 'new-password' });
        await form.load();
        form.setPassword('long enough');
        await form.submit();
        expect(form.state).to.include({ phase: 'editing', mode: 'sign-in' });
        expect('error' in form.state && form.state.error?.message).to.equal('You are signed out.');
    });
});
