// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readCloudConfiguration } from './cloud-configuration';
import { readSignInProviders } from './sign-in-provider';

describe('the identity providers in SANYAM_OAUTH_PROVIDERS', () => {
    it('have an id, a label and an icon, in their order [FR-006]', () => {
        const text = 'github|GitHub|github, custom:acme | Acme ,saml:example.com|Example Inc|shield, brand_new,';
        expect(readSignInProviders(text)).to.deep.equal([
            { id: 'github', label: 'GitHub', icon: 'github' },
            { id: 'custom:acme', label: 'Acme' },
            { id: 'saml:example.com', domain: 'example.com', label: 'Example Inc', icon: 'shield' },
            { id: 'brand_new' }
        ]);
    });

    it('have the custom ids that Supabase Auth takes', () => {
        for (const id of ['custom:acme:sub', 'custom:a-b', 'custom:1', `custom:${'x'.repeat(43)}`]) {
            expect(readSignInProviders(id), id).to.deep.equal([{ id }]);
        }
    });

    for (const [entry, problem] of [
        ['custom:acme_x', /has an invalid id: after custom:/],
        ['custom:acme-', /has an invalid id: after custom:/],
        ['custom:', /has an invalid id: after custom:/],
        [`custom:${'x'.repeat(44)}`, /has an invalid id: after custom:/],
        ['other:acme', /has an invalid id: use small letters/],
        ['GitHub', /invalid entry “GitHub”: it has an invalid id/],
        ['|GitHub', /invalid entry “\|GitHub”: it has an invalid id/],
        ['github|GitHub|github|x', /invalid entry “github\|GitHub\|github\|x”: it has more than/],
        ['github|GitHub|<img>', /invalid entry “github\|GitHub\|<img>”: it has an invalid icon/],
        ['saml:', /invalid entry “saml:”: it names no domain/],
        ['saml:example', /invalid entry “saml:example”: it names no domain/],
        ['a|b,a|c', /the id of “a\|c” twice/]
    ] as const) {
        it(`are an error that names the entry: ${entry}`, () => {
            expect(() => readSignInProviders(`google, ${entry}`)).to.throw(problem);
        });
    }

    const cloud = { SUPABASE_URL: 'https://project.example.org', SUPABASE_ANON_KEY: 'key' };

    it('belong to the cloud configuration, by either name [FR-006]', () => {
        for (const name of ['SANYAM_OAUTH_PROVIDERS', 'SANYAM_AUTH_PROVIDERS']) {
            const { signInProviders } = readCloudConfiguration({ ...cloud, [name]: 'github' }) ?? {};
            expect(signInProviders, name).to.deep.equal([{ id: 'github' }]);
        }
        expect(readCloudConfiguration({ ...cloud, SANYAM_OAUTH_PROVIDERS: ' ' })).to.not.have.property(
            'signInProviders'
        );
    });

    it('stop the start with the name of the variable', () => {
        expect(() => readCloudConfiguration({ ...cloud, SANYAM_AUTH_PROVIDERS: 'Git Hub' })).to.throw(
            'SANYAM_AUTH_PROVIDERS has the invalid entry “Git Hub”'
        );
        const both = { SANYAM_OAUTH_PROVIDERS: 'github', SANYAM_AUTH_PROVIDERS: 'google' };
        expect(() => readCloudConfiguration({ ...cloud, ...both })).to.throw(
            'SANYAM_OAUTH_PROVIDERS and SANYAM_AUTH_PROVIDERS are both set. Set one of them.'
        );
    });
});
