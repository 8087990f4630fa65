// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { VerifiedTokens } from './verified-tokens';

describe('VerifiedTokens', () => {
    it('knows a token until it expires', () => {
        const tokens = new VerifiedTokens();
        tokens.remember('token', 'ada', 100);
        expect(tokens.find('token', 99)).to.equal('ada');
        expect(tokens.find('token', 100)).to.equal(undefined);
        expect(tokens.size).to.equal(0);
        expect(tokens.find('other', 0)).to.equal(undefined);
    });

    it('keeps those that are used, and never more than it may', () => {
        const tokens = new VerifiedTokens(2);
        tokens.remember('a', 'ada', 100);
        tokens.remember('b', 'bob', 100);
        tokens.find('a', 0);
        tokens.remember('c', 'cy', 100);
        expect([tokens.find('a', 0), tokens.find('b', 0), tokens.find('c', 0)]).to.deep.equal(['ada', undefined, 'cy']);
        expect(tokens.size).to.equal(2);
    });
});
