// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens';

const [ADA, BOB, CY] = ['ada', 'bob', 'cy'].map(userId => ({ userId })) as [
    VerifiedToken,
    VerifiedToken,
    VerifiedToken
];

describe('VerifiedTokens', () => {
    let time = 0;
    const now = () => time;
    beforeEach(() => {
        time = Date.UTC(2026, 0);
    });

    it('knows a token until it expires, and then forgets it', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('token', ADA, time + 100);
        time += 99;
        expect(tokens.find('token')).to.equal(ADA);
        expect(tokens.find('other')).to.equal(undefined);
        time += 1;
        expect(tokens.find('token')).to.equal(undefined);
        expect(tokens.size).to.equal(0);
    });

    it('does not extend the time of a token that is used', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('token', ADA, time + 100);
        for (let step = 0; step < 10; step++) {
            time += 10;
            tokens.find('token');
        }
        expect(tokens.find('token')).to.equal(undefined);
    });

    it('does not remember a token that has expired', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('now', ADA, time);
        tokens.remember('before', ADA, time - 1);
        tokens.remember('a moment before', ADA, time - 0.5);
        expect(tokens.size).to.equal(0);
    });

    it('does not keep a token forever that expires in a moment', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('a', ADA, time + 1);
        tokens.remember('b', ADA, time + 0.5);
        time += 1;
        expect([tokens.find('a'), tokens.find('b')]).to.deep.equal([undefined, undefined]);
    });

    it('forgets the least recently used token when it is full', () => {
        const tokens = new VerifiedTokens(now, 2);
        tokens.remember('a', ADA, time + 100);
        tokens.remember('b', BOB, time + 100);
        tokens.find('a');
        tokens.remember('c', CY, time + 100);
        expect([tokens.find('a'), tokens.find('b'), tokens.find('c')]).to.deep.equal([ADA, undefined, CY]);
        expect(tokens.size).to.equal(2);
    });
});
