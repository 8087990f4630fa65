// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { wrongState } from '../../../common/sign-in/return-errors';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import type { ReturnPurpose } from '../../../common/sign-in/sign-in-return';
import { ReturnedSignIn } from './returned-sign-in';

describe('the sign-in with which a window starts', () => {
    function start(purpose: ReturnPurpose | undefined, exchange: () => Promise<void>, error?: SignInError) {
        const codes: unknown[] = [];
        const returned = Object.assign(new ReturnedSignIn(), {
            signIn: {
                withReturnedCode: (...values: unknown[]) => {
                    codes.push(values);
                    return exchange();
                }
            },
            returned: purpose && { purpose, code: error ? undefined : 'code', flowId: 'flow', error }
        });
        return { returned, codes };
    }

    it('is completed once, whoever waits for it [FR-005]', async () => {
        const { returned, codes } = start('provider', async () => undefined);
        const outcomes = await Promise.all([returned.complete(), returned.complete()]);
        expect(codes).to.deep.equal([['code', 'flow']]);
        expect(outcomes.map(outcome => outcome?.error)).to.deep.equal([undefined, undefined]);
    });

    it('is none in most windows', async () => {
        expect(await start(undefined, async () => undefined).returned.complete()).to.equal(undefined);
    });

    it('sends nothing after an error [FR-002]', async () => {
        const error = wrongState();
        const { returned, codes } = start('link', async () => undefined, error);
        expect((await returned.complete())?.error).to.equal(error);
        expect(codes).to.deep.equal([]);
    });

    for (const [purpose, sentence] of [
        ['link', /Another browser asked for this link/],
        ['sign-up', /^If this link is from an email that you asked for, your email is confirmed now\. Sign in/],
        ['new-email', /^If this link is from an email that you asked for, your new email is confirmed now/],
        ['recovery', /Another browser asked for this link/],
        ['link-identity', /Link again on the page Account/],
        ['provider', /did not start in this browser/]
    ] as const) {
        it(`of another browser says what to do: ${purpose} [FR-002]`, async () => {
            const { returned } = start(purpose, () => Promise.reject(wrongState()));
            expect((await returned.complete())?.error?.message).to.match(sentence);
        });
    }
});
