// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { VerifiedTokens } from './verified-tokens';

describe('VerifiedTokens', () => {
    let time = 0;
    const now = () => time;
    beforeEach(() => {
        time = Date.UTC(2026, 0);
    });

    it('knows a token until it expires, and then forgets it', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('token', 'ada', time + 100);
        time += 99;
        expect(tokens.find('token')).to.equal('ada');
        expect(tokens.find('other')).to.equal(undefined);
        time += 1;
        expect(tokens.find('token')).to.equal(undefined);
        expect(tokens.size).to.equal(0);
    });

    it('does not extend the time of a token that is used', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('token', 'ada', time + 100);
        for (let step = 0; step < 10; step++) {
            time += 10;
            tokens.find('token');
        }
        expect(tokens.find('token')).to.equal(undefined);
    });

    it('does not remember a token that has expired', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('now', 'ada', time);
        tokens.remember('before', 'ada', time - 1);
        tokens.remember('a moment before', 'ada', time - 0.5);
        expect(tokens.size).to.equal(0);
    });

    it('does not keep a token forever that expires in a moment', () => {
        const tokens = new VerifiedTokens(now);
        tokens.remember('a', 'ada', time + 1);
        tokens.remember('b', 'ada', time + 0.5);
        time += 1;
        expect([tokens.find('a'), tokens.find('b')]).to.deep.equal([undefined, undefined]);
    });

    it('forgets the least recently used token when it is full', () => {
        const tokens = new VerifiedTokens(now, 2);
        tokens.remember('a', 'ada', time + 100);
        tokens.remember('b', 'bob', time + 100);
        tokens.find('a');
        tokens.remember('c', 'cy', time + 100);
        expect([tokens.find('a'), tokens.find('b'), tokens.find('c')]).to.deep.equal(['ada', undefined, 'cy']);
        expect(tokens.size).to.equal(2);
    });
});
