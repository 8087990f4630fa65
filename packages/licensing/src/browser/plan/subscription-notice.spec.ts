// SPDX-License-Identifier: MIT

import type { Subscription } from '@sanyam/types';
import { expect } from 'chai';
import { accountOf } from '../../test/account-of';
import { subscriptionNotice } from './subscription-notice';

const ACTIVE: Subscription = {
    tier: 'pro',
    status: 'active',
    is_active: true,
    period_end: '2026-12-24T12:00:00.000000Z',
    cancel_at_period_end: false,
    pay_until: null
};

describe('the notice about a subscription', () => {
    const noticeOf = (changes?: Partial<Subscription>) =>
        subscriptionNotice({ ...accountOf('pro'), subscription: changes && { ...ACTIVE, ...changes } });

    it('is none without a subscription, and while all is well', () => {
        expect(noticeOf()).to.equal(undefined);
        expect(noticeOf({})).to.equal(undefined);
        expect(noticeOf({ status: 'trialing' })).to.equal(undefined);
    });

    it('tells until when the plan holds after a payment failed', () => {
        const notice = noticeOf({ status: 'past_due', pay_until: '2026-12-01T12:00:00.000000Z' });
        expect(notice?.sentence).to.contain('You keep the plan “pro” until December 1, 2026.');
        expect(notice?.isProblem).to.equal(true);
    });

    it('tells when a canceled plan ends, without alarm', () => {
        const notice = noticeOf({ cancel_at_period_end: true });
        expect(notice?.sentence).to.contain('ends on December 24, 2026');
        expect(notice?.isProblem).to.equal(false);
    });

    for (const [status, words, isProblem] of [
        ['past_due', 'was not paid', true],
        ['unpaid', 'was not paid', true],
        ['incomplete', 'first payment', true],
        ['paused', 'is paused', true],
        ['canceled', 'has ended', false],
        ['incomplete_expired', 'has ended', false],
        ['a_state_of_next_year', 'has ended', false]
    ] as const) {
        it(`says why a plan does not hold: ${status}`, () => {
            const notice = noticeOf({ status, is_active: false });
            expect(notice?.sentence).to.contain(words);
            expect(notice?.isProblem).to.equal(isProblem);
        });
    }
});
