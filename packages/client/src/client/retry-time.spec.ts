// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { parseRetryAfter, RetryTime } from './retry-time';

describe('the retry time', () => {
    it('doubles the wait each time, up to eight seconds', () => {
        const retryTime = new RetryTime(3_600_000);
        for (const most of [250, 500, 1000, 2000, 4000, 8000, 8000]) {
            expect(retryTime.nextWait()).to.be.within(most / 2, most);
        }
    });

    it('waits as long as the server asks for, and hardly longer', () => {
        expect(new RetryTime(60_000).nextWait(5000)).to.be.within(5000, 5250);
    });

    it('waits a little even when the server asks for no wait', () => {
        expect(new RetryTime(60_000).nextWait(0)).to.be.at.least(125);
    });

    it('ends when the next wait would exceed it', () => {
        expect(new RetryTime(30_000).nextWait(30_001)).to.equal(undefined);
        expect(new RetryTime(0).nextWait()).to.equal(undefined);
    });
});

describe('Retry-After', () => {
    it('is a number of seconds or a date', () => {
        expect(parseRetryAfter('120')).to.equal(120_000);
        expect(parseRetryAfter('0')).to.equal(0);
        expect(parseRetryAfter('9999999999')).to.equal(9_999_999_999_000);
        expect(parseRetryAfter(new Date(Date.now() + 60_000).toUTCString())).to.be.within(55_000, 60_000);
        expect(parseRetryAfter('Wed, 21 Oct 2015 07:28:00 GMT')).to.equal(0);
    });

    it('is ignored when it is invalid', () => {
        for (const header of [null, '', 'soon', '-1', '1e999']) {
            expect(parseRetryAfter(header), String(header)).to.equal(undefined);
        }
    });
});
