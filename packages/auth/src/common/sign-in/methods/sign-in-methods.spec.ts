// SPDX-License-Identifier: MIT

import { readSignInProviders } from '@sanyam/types';
import { expect } from 'chai';
import { fetchAuthSettings } from '../auth-settings';
import { providerLabel, providerMethods } from './provider-methods';
import { collectMethods, type SignInMethod } from './sign-in-method';

const answer = {
    external: { anonymous_users: true, phone: true, email: true, github: true, gitlab: false, brand_new: true },
    disable_signup: false,
    saml_enabled: true
};
const settings = (changes: object = {}) =>
    fetchAuthSettings('https://cloud.example.org/auth/v1', 'key', async () => Response.json({ ...answer, ...changes }));

describe('the ways to sign in at an identity provider', () => {
    it('are those that the server has switched on, and a new one has its own name [FR-006, FR-007]', async () => {
        expect(providerMethods(await settings(), undefined)).to.deep.equal([
            { kind: 'oauth', id: 'github', provider: 'github', label: 'Github', icon: 'account' },
            { kind: 'oauth', id: 'brand_new', provider: 'brand_new', label: 'Brand New', icon: 'account' }
        ]);
    });

    it('are those that the operator announces, in that order, without those that are off [FR-006, FR-008]', async () => {
        const announced = readSignInProviders('custom:acme, saml:example.com|Example|shield, gitlab, github|GitHub');
        expect(providerMethods(await settings(), announced)).to.deep.equal([
            { kind: 'oauth', id: 'custom:acme', provider: 'custom:acme', label: 'Acme', icon: 'account' },
            { kind: 'sso', id: 'saml:example.com', domain: 'example.com', label: 'Example', icon: 'shield' },
            { kind: 'oauth', id: 'github', provider: 'github', label: 'GitHub', icon: 'account' }
        ]);
        expect(providerMethods(await settings({ saml_enabled: false }), announced)).to.have.lengthOf(2);
        expect(providerMethods(await settings(), [])).to.deep.equal([]);
    });

    it('name the tiers that have them, if not all have them, and stay on offer [FR-004]', async () => {
        const tiersOf = new Map([['brand_new', ['large']]]);
        const found = providerMethods({ ...(await settings()), tiersOf }, undefined);
        expect(found.map(method => ('tiers' in method ? method.tiers : undefined))).to.deep.equal([
            undefined,
            ['large']
        ]);
        expect(collectMethods([{ methods: () => found }], await settings())).to.deep.equal(found);
    });
});

describe('the name of a way in', () => {
    const announced = readSignInProviders('github|GitHub, gitlab, saml:example.com|Example');
    for (const [id, name] of [
        ['github', 'GitHub'],
        ['gitlab', 'Gitlab'],
        ['linkedin_oidc', 'Linkedin Oidc'],
        ['custom:acme', 'Acme'],
        ['sso:0b5f3c1e-7a52-4c58-9f0c-3d1a2b4c5d6e', 'SAML']
    ] as const) {
        it(`is that of its provider: ${id} [FR-007]`, () => expect(providerLabel(id, announced)).to.equal(name));
    }
});

describe('the contributions of ways to sign in', () => {
    it('are joined in their order, without invalid ones and doubles [FR-007]', async () => {
        const link: SignInMethod = { kind: 'link', id: 'link', label: 'Link', icon: 'mail' };
        const other: SignInMethod = { kind: 'oauth', id: 'x', provider: 'x', label: 'X', icon: 'account' };
        const { error } = console;
        const errors: unknown[] = [];
        console.error = (...values: unknown[]) => errors.push(values);
        try {
            const contributions = [[link], [{ ...other, icon: '<b>' }, other], [{ ...link, label: 'Again' }]].map(
                methods => ({ methods: () => methods })
            );
            expect(collectMethods(contributions, await settings())).to.deep.equal([link, other]);
        } finally {
            console.error = error;
        }
        expect(errors).to.have.lengthOf(1);
    });
});
