// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { describeRule } from '../check-field';
import { formOptions } from '../test/form-options';
import { SignInForm } from './sign-in-form';
import type { SignInFields, SignInFormState } from './sign-in-state';
import { Network, SessionWindows } from '../test/session-windows';

describe('SignInForm', function () {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    async function open(network?: Network) {
        const opened = await windows.open(undefined, network);
        const form = new SignInForm(opened.signIn, opened.session, formOptions());
        await form.load();
        return { ...opened, form };
    }

    async function openSignedOut() {
        const opened = await windows.openSignedIn();
        await opened.session.signOut();
        const form = new SignInForm(opened.signIn, opened.session, formOptions());
        await form.load();
        return { ...opened, form };
    }

    function fill(form: SignInForm, email: string, password: string): void {
        form.setEmail(email);
        form.setPassword(password);
    }

    /** Returns the fields of the form. Throws if it shows none. */
    function fields(form: SignInForm): SignInFields {
        const { state } = form;
        if (state.phase !== 'editing' && state.phase !== 'busy') {
            throw new Error(`The form shows no fields: it is ${state.phase}.`);
        }
        return state;
    }

    /** Returns the error of a form that is unavailable. */
    function unavailable({ state }: SignInForm): string {
        expect(state.phase).to.equal('unavailable');
        return (state as Extract<SignInFormState, { phase: 'unavailable' }>).error.message;
    }

    const settings = (email: boolean, disableSignUp: boolean) => () =>
        Response.json({ external: { email }, disable_signup: disableSignUp, mailer_autoconfirm: true });

    it('takes a password with accented letters in both forms of Unicode', async () => {
        const email = windows.newEmail();
        const { form, session } = await open();
        form.switchMode();
        fill(form, email, 'caf\u00e9-caf\u00e9');
        await form.submit();
        await session.signOut();
        const again = await open();
        fill(again.form, email, 'cafe\u0301-cafe\u0301');
        await again.form.submit();
        expect(again.session.user?.email).to.equal(email);
    });

    it('is done with the new user after sign-up [FR-001]', async () => {
        const { form, session } = await open();
        const email = windows.newEmail();
        form.switchMode();
        fill(form, `  ${email} `, SessionWindows.password);
        await form.submit();
        expect(session.user?.email).to.equal(email);
        expect(form.state).to.deep.equal({ phase: 'done', user: session.user });
    });

    it('sends the domain of the address in ASCII, whatever the browser does', async () => {
        const name = crypto.randomUUID();
        const { form, session } = await open();
        form.switchMode();
        fill(form, `${name}@Bücher.example`, SessionWindows.password);
        await form.submit();
        expect(session.user?.email).to.equal(`${name}@xn--bcher-kva.example`);
        await session.signOut();
        const again = await open();
        fill(again.form, ` ${name}@bücher.example`, SessionWindows.password);
        await again.form.submit();
        expect(again.form.state.phase).to.equal('done');
    });

    it('is done with the user after sign-in [FR-001]', async () => {
        const { email, session, form } = await openSignedOut();
        fill(form, email, SessionWindows.password);
        await form.submit();
        expect(session.user?.email).to.equal(email);
        expect(form.state).to.deep.equal({ phase: 'done', user: session.user });
    });

    it('is done when the user signs in elsewhere, and ignores later input', async () => {
        const { email, session, signIn, form } = await openSignedOut();
        await signIn.withPassword(email, SessionWindows.password);
        form.setEmail('ada@example.org');
        await form.submit();
        expect(form.state).to.deep.equal({ phase: 'done', user: session.user });
    });

    it('keeps the input and clears the error when the mode changes', async () => {
        const { form } = await open();
        fill(form, windows.newEmail(), SessionWindows.password);
        await form.submit();
        expect(fields(form).error?.field).to.equal('password');
        const { email, password } = fields(form);
        form.switchMode();
        expect(form.state).to.include({ mode: 'sign-up', email, password, error: undefined });
    });

    for (const [email, password, field, message] of [
        ['', 'long enough', 'email', /Enter your email/],
        ['ada', 'long enough', 'email', /ada@example\.org/],
        ['ada@@example.org', 'long enough', 'email', /ada@example\.org/],
        ['ada@example.org', '', 'password', /Enter your password/],
        ['ada@example.org', '1234567', 'password', /At least 8/],
        ['ada@example.org', '🔑🔑🔑🔑🔑', 'password', /At least 8/],
        ['ada@example.org', `${'ü'.repeat(36)}x`, 'password', /at most 72 bytes/],
        ['ada@example.org', 'x'.repeat(73), 'password', /at most 72 bytes/]
    ] as const) {
        it(`reports invalid input without a request: “${email}”, “${password}”`, async () => {
            const { form, network } = await open();
            form.switchMode();
            fill(form, email, password);
            const requests = network.requests.length;
            await form.submit();
            expect(fields(form).error?.field).to.equal(field);
            expect(fields(form).error?.message).to.match(message);
            expect(network.requests).to.have.lengthOf(requests);
        });
    }

    it('accepts a short password for sign-in, because it may be older than the rule', async () => {
        const { form } = await open();
        fill(form, windows.newEmail(), '123');
        await form.submit();
        expect(fields(form).error?.message).to.match(/Wrong email or password/);
    });

    it('returns to editing with an error when the server rejects the request', async () => {
        const { form, email } = await openSignedOut();
        form.switchMode();
        fill(form, email, SessionWindows.password);
        await form.submit();
        expect(form.state).to.include({ phase: 'editing', mode: 'sign-up' });
        expect(fields(form).error).to.include({ field: 'email' });
        expect(fields(form).error?.message).to.match(/already exists/);
    });

    it('says the rule of the server before a password is sent, and in the same words after [FR-001]', async () => {
        const { form, signIn } = await open();
        form.switchMode();
        const rule = await signIn.passwordRule();
        expect(fields(form).rule).to.equal(rule);
        fill(form, windows.newEmail(), '1234567');
        await form.submit();
        expect(fields(form).error?.message).to.equal(`Choose another password. ${rule && describeRule(rule)}`);
    });

    it('can be canceled during a request, and then shows no error', async () => {
        const { form, session } = await open();
        form.switchMode();
        fill(form, windows.newEmail(), SessionWindows.password);
        const submission = form.submit();
        expect(form.state.phase).to.equal('busy');
        expect(form.cancel()).to.equal(true);
        await submission;
        expect(form.state).to.include({ phase: 'editing', error: undefined });
        expect(session.user).to.equal(undefined);
        expect(form.cancel()).to.equal(false);
    });

    it('hides sign-up if the server does not allow it [FR-006]', async () => {
        const { form } = await open(Network.behind(settings(true, true)));
        expect(form.state).to.include({ phase: 'editing', offersSignUp: false });
        form.switchMode();
        expect(fields(form).mode).to.equal('sign-in');
    });

    it('reports that the server offers no way to sign in [FR-006]', async () => {
        const { form } = await open(Network.behind(settings(false, false)));
        expect(unavailable(form)).to.match(/offers no way to sign in/);
    });

    it('reports an unreachable server, and can load again [FR-087]', async () => {
        const { form, network } = await open(Network.cut());
        expect(unavailable(form)).to.match(/Cannot reach the server at 127\.0\.0\.1/);
        network.reachable = true;
        await form.load();
        expect(fields(form)).to.include({ phase: 'editing' });
        expect(fields(form).error).to.equal(undefined);
    });

    it('asks the user to open the confirmation email if the server sent one', async () => {
        const { form, network, session, signIn } = await open();
        const user = { id: crypto.randomUUID(), email: 'ada@example.org', identities: [] };
        form.switchMode();
        await signIn.passwordRule();
        network.inFront = () => Response.json(user);
        fill(form, 'ada@example.org', SessionWindows.password);
        await form.submit();
        expect(form.state).to.include({ mode: 'code', mail: 'sign-up', phase: 'editing' });
        expect(fields(form).notice).to.match(
            /sent an email to ada@example\.org\. Open its link in this browser, or enter its code here/
        );
        expect(session.user).to.equal(undefined);
    });
});
