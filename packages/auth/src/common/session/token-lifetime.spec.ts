// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { tokenLifetime } from './token-lifetime';

describe('the lifetime of an access token', () => {
    const tokenOf = (claims: object): string =>
        `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

    it('is in its claims, in seconds', () => {
        expect(tokenLifetime(tokenOf({ iat: 1000, exp: 4600, name: 'संयम' }))).to.equal(3600);
    });

    for (const token of ['', 'opaque', 'a.b.c', tokenOf({ exp: 1 })]) {
        it(`is not known for “${token}”`, () => expect(tokenLifetime(token)).to.equal(undefined));
    }
});
