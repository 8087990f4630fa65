// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { untilAborted } from './until-aborted';

const endless = () => new Promise<never>(() => undefined);
const failureOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('work that waits until a signal is aborted', () => {
    it('never begins after the signal', async () => {
        const reason = new Error('too late');
        let begun = false;
        const work = async () => {
            begun = true;
        };
        expect(await failureOf(untilAborted(AbortSignal.abort(reason), work))).to.equal(reason);
        expect(begun).to.equal(false);
    });

    it('is not waited for after the signal', async () => {
        const controller = new AbortController();
        const waiting = failureOf(untilAborted(controller.signal, endless));
        const reason = new Error('enough');
        controller.abort(reason);
        expect(await waiting).to.equal(reason);
    });

    it('has its own result and its own failure', async () => {
        const { signal } = new AbortController();
        expect(await untilAborted(signal, () => Promise.resolve('result'))).to.equal('result');
        const failure = new Error('failure');
        expect(await failureOf(untilAborted(signal, () => Promise.reject(failure)))).to.equal(failure);
    });
});
