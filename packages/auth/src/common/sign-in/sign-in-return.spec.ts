// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { parseSignInReturn, returnAddress } from './sign-in-return';

const ide = new URL('https://ide.example.org/ide/?x=1#/home/ada');

describe('a return to the address of the IDE', () => {
    it('has the code and the attempt [FR-005]', () => {
        const url = new URL(`${returnAddress(ide, 'provider')}&sb_flow_id=abc&code=xyz`);
        expect(`${url.origin}${url.pathname}`).to.equal('https://ide.example.org/ide/');
        expect(parseSignInReturn(url)).to.deep.equal({
            purpose: 'provider',
            code: 'xyz',
            flowId: 'abc',
            error: undefined
        });
    });

    it('after the first of two mails for a new email asks for the other one', () => {
        const returned = parseSignInReturn(new URL('?sanyam-sign-in=new-email&sb_flow_id=a&message=x#message=x', ide));
        expect(returned?.error).to.equal(undefined);
        expect(returned?.notice?.english).to.match(/^If this link is .* link in the email to the other address/);
    });

    for (const address of ['', '#/home/ada', '?code=xyz', '?error=x', '#sanyam=1']) {
        it(`is not “${address}”`, () => expect(parseSignInReturn(new URL(address, ide.origin))).to.equal(undefined));
    }

    for (const [query, failure] of [
        ['?sanyam-sign-in=link&sb_flow_id=a&error=access_denied&error_code=otp_expired', 'link-expired'],
        ['?sanyam-sign-in=link#error=access_denied&error_code=otp_expired&sb=', 'link-expired'],
        ['?sanyam-sign-in=provider&error=access_denied&error_description=No', 'denied'],
        ['?sanyam-sign-in=provider&error=server_error&error_code=unexpected_failure', 'provider-failed'],
        ['?error=invalid_request&error_code=bad_oauth_state', 'wrong-state'],
        ['?sanyam-sign-in=provider&error=invalid_request&error_code=flow_state_expired', 'wrong-state'],
        ['?sanyam-sign-in=provider&error=invalid_request&error_code=flow_state_already_used', 'wrong-state'],
        ['?sanyam-sign-in=provider&error=access_denied&error_code=signup_disabled', 'sign-up-disabled'],
        ['?sanyam-sign-in=provider&error=access_denied&error_code=user_banned', 'banned'],
        ['?sanyam-sign-in=provider&error=access_denied&error_code=over_request_rate_limit', 'rate-limited'],
        ['#access_token=a&refresh_token=b&type=invite', 'wrong-state'],
        ['?sanyam-sign-in=link#access_token=a&refresh_token=b&type=magiclink', 'wrong-state'],
        ['?sanyam-sign-in=new-email&error=access_denied&error_code=otp_expired', 'link-expired'],
        ['?sanyam-sign-in=link-identity&error=access_denied&error_description=No', 'denied'],
        ['?sanyam-sign-in=link-identity&error=server_error&error_code=unexpected_failure', 'provider-failed'],
        ['?sanyam-sign-in=link-identity&error=server_error&error_code=identity_already_exists', 'identity-taken'],
        ['?sanyam-sign-in=strange', 'other']
    ] as const) {
        it(`with “${query}” is an error: ${failure} [FR-002]`, () => {
            expect(parseSignInReturn(new URL(query, ide.origin))?.error?.failure).to.equal(failure);
        });
    }

    for (const parameters of [
        'error=x&error_code=y&error_description=[a](command:b)',
        'error=x&error_code=[a](command:b)',
        'error=[a](command:b)',
        'message=[a](command:b)'
    ]) {
        it(`shows no sentence of the address: ${parameters} [FR-002]`, () => {
            const returned = parseSignInReturn(new URL(`?sanyam-sign-in=link&${parameters}`, ide));
            expect(returned?.error?.message).to.match(/^Could not sign in: [a-z]+$/);
        });
    }
});
