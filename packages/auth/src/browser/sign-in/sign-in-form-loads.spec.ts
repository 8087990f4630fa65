// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { AuthSettings } from '../../common/sign-in/auth-settings';
import { SignInForm, type SignInFormSession } from './sign-in-form';

const OFFERED: AuthSettings = { offersPassword: true, offersSignUp: true };

/** A session on a slow network: a test decides when, and in which order, the server responds. */
class SlowSession implements SignInFormSession {
    readonly settingsRequests: (PromiseWithResolvers<AuthSettings> & { readonly signal: AbortSignal | undefined })[] =
        [];
    readonly signInRequests: PromiseWithResolvers<void>[] = [];

    settings(signal?: AbortSignal): Promise<AuthSettings> {
        const request = Promise.withResolvers<AuthSettings>();
        this.settingsRequests.push({ ...request, signal });
        return request.promise;
    }

    signIn(): Promise<void> {
        const request = Promise.withResolvers<void>();
        this.signInRequests.push(request);
        return request.promise;
    }

    signUp(): Promise<never> {
        return Promise.reject(new Error('No test signs up.'));
    }

    readonly onDidChange: SignInFormSession['onDidChange'] = () => ({ dispose: () => undefined });
}

describe('SignInForm on a slow network', () => {
    /** Returns a form that was loaded twice, filled in after the second response. The first response is still open. */
    async function openLoadedTwice() {
        const session = new SlowSession();
        const form = new SignInForm(session);
        const loads = [form.load(), form.load()];
        session.settingsRequests[1]?.resolve(OFFERED);
        await loads[1];
        form.setEmail('ada@example.org');
        form.setPassword('long enough');
        const late = session.settingsRequests[0];
        if (late === undefined) {
            throw new Error('The form sent no request for the first load.');
        }
        const arrive = async (response: () => void) => {
            response();
            await loads[0];
        };
        return { session, form, late, arrive };
    }

    it('cancels the request of an earlier load', async () => {
        const { session } = await openLoadedTwice();
        expect(session.settingsRequests.map(({ signal }) => signal?.aborted)).to.deep.equal([true, false]);
    });

    for (const [name, respond] of [
        ['a success', (late: PromiseWithResolvers<AuthSettings>) => late.resolve(OFFERED)],
        ['an error', (late: PromiseWithResolvers<AuthSettings>) => late.reject(new Error('unreachable'))]
    ] as const) {
        it(`keeps what the user typed when an earlier load ends late with ${name}`, async () => {
            const { form, late, arrive } = await openLoadedTwice();
            const { state } = form;
            await arrive(() => respond(late));
            expect(form.state).to.equal(state);
            expect(form.state).to.include({ phase: 'editing', email: 'ada@example.org', password: 'long enough' });
        });

        it(`stays busy when an earlier load ends late with ${name}, so it is not sent twice`, async () => {
            const { session, form, late, arrive } = await openLoadedTwice();
            void form.submit();
            await arrive(() => respond(late));
            expect(form.state).to.include({ phase: 'busy', email: 'ada@example.org' });
            await form.submit();
            expect(session.signInRequests).to.have.lengthOf(1);
        });
    }

    it('does not load while it is busy, and the running request ends as usual', async () => {
        const { session, form } = await openLoadedTwice();
        const submission = form.submit();
        await form.load();
        expect(form.state.phase).to.equal('busy');
        expect(session.settingsRequests).to.have.lengthOf(2);
        session.signInRequests[0]?.reject(new Error('refused'));
        await submission;
        expect(form.state).to.include({ phase: 'editing', email: 'ada@example.org' });
    });
});
