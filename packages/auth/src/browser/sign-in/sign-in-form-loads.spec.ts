// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';
import { expect } from 'chai';
import type { AuthSettings } from '../../common/sign-in/auth-settings';
import { formOptions, OFFERED } from '../test/form-options';
import { SignInForm, type SignInFormRequests } from './sign-in-form';

function unexpected(): Promise<never> {
    return Promise.reject(new Error('No test asks for this.'));
}

/** A slow network: a test decides when, and in which order, the server responds. */
class SlowSignIn implements SignInFormRequests {
    readonly settingsRequests: (PromiseWithResolvers<AuthSettings> & { readonly signal: AbortSignal | undefined })[] =
        [];
    readonly signInRequests: PromiseWithResolvers<void>[] = [];

    settings(signal?: AbortSignal): Promise<AuthSettings> {
        const request = Promise.withResolvers<AuthSettings>();
        this.settingsRequests.push({ ...request, signal });
        return request.promise;
    }

    withPassword(): Promise<void> {
        const request = Promise.withResolvers<void>();
        this.signInRequests.push(request);
        return request.promise;
    }

    readonly signUp = unexpected;
    readonly sendMail = unexpected;
    readonly withCode = unexpected;
    readonly setPassword = unexpected;
    readonly pageOf = unexpected;
    readonly passwordRule = unexpected;
}

const quietSession: Pick<AuthSession, 'onDidChange' | 'user'> = {
    user: undefined,
    onDidChange: () => ({ dispose: () => undefined })
};

describe('SignInForm on a slow network', () => {
    /** Returns a form that was loaded twice, filled in after the second response. The first response is still open. */
    async function openLoadedTwice() {
        const signIn = new SlowSignIn();
        const form = new SignInForm(signIn, quietSession, formOptions());
        const loads = [form.load(), form.load()];
        signIn.settingsRequests[1]?.resolve(OFFERED);
        await loads[1];
        form.setEmail('ada@example.org');
        form.setPassword('long enough');
        const late = signIn.settingsRequests[0];
        if (late === undefined) {
            throw new Error('The form sent no request for the first load.');
        }
        const arrive = async (response: () => void) => {
            response();
            await loads[0];
        };
        return { signIn, form, late, arrive };
    }

    it('cancels the request of an earlier load', async () => {
        const { signIn } = await openLoadedTwice();
        expect(signIn.settingsRequests.map(({ signal }) => signal?.aborted)).to.deep.equal([true, false]);
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
            const { signIn, form, late, arrive } = await openLoadedTwice();
            void form.submit();
            await arrive(() => respond(late));
            expect(form.state).to.include({ phase: 'busy', email: 'ada@example.org' });
            await form.submit();
            expect(signIn.signInRequests).to.have.lengthOf(1);
        });
    }

    it('does not load while it is busy, and the running request ends as usual', async () => {
        const { signIn, form } = await openLoadedTwice();
        const submission = form.submit();
        await form.load();
        expect(form.state.phase).to.equal('busy');
        expect(signIn.settingsRequests).to.have.lengthOf(2);
        signIn.signInRequests[0]?.reject(new Error('refused'));
        await submission;
        expect(form.state).to.include({ phase: 'editing', email: 'ada@example.org' });
    });
});
