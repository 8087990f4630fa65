// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readCloudConfiguration } from './cloud-configuration';

const URL = 'https://project.example.org';

describe('the cloud configuration', () => {
    it('is undefined when neither variable is set [FR-092]', () => {
        expect(readCloudConfiguration({})).to.equal(undefined);
        expect(readCloudConfiguration({ SUPABASE_URL: '', SUPABASE_ANON_KEY: '  ' })).to.equal(undefined);
    });

    it('consists of the address and the key', () => {
        expect(readCloudConfiguration({ SUPABASE_URL: URL, SUPABASE_ANON_KEY: 'key' })).to.deep.equal({
            supabaseUrl: URL,
            supabaseAnonKey: 'key'
        });
    });

    it('is an error that names the missing variable when only one is set', () => {
        expect(() => readCloudConfiguration({ SUPABASE_URL: URL })).to.throw('SUPABASE_ANON_KEY is not. Set both');
        expect(() => readCloudConfiguration({ SUPABASE_ANON_KEY: 'key' })).to.throw('SUPABASE_URL is not. Set both');
    });

    it('never accepts a key that bypasses row-level security [FR-015]', () => {
        const token = ['{"alg":"HS256"}', '{"iss":"supabase","role":"service_role"}', 'signature']
            .map(part => Buffer.from(part).toString('base64url'))
            .join('.');
        for (const key of ['sb_secret_abc', token]) {
            expect(() => readCloudConfiguration({ SUPABASE_URL: URL, SUPABASE_ANON_KEY: key }))
                .to.throw('SUPABASE_ANON_KEY is a secret key')
                .and.not.match(/abc|signature/);
        }
        const anon = token.replace(/\.[^.]+\./, `.${Buffer.from('{"role":"anon"}').toString('base64url')}.`);
        expect(readCloudConfiguration({ SUPABASE_URL: URL, SUPABASE_ANON_KEY: anon })?.supabaseAnonKey).to.equal(anon);
    });

    it('is an error that names the variable when the address is invalid', () => {
        for (const address of ['project.example.org', 'ftp://example.org', 'javascript:alert(1)']) {
            expect(() => readCloudConfiguration({ SUPABASE_URL: address, SUPABASE_ANON_KEY: 'key' }), address).to.throw(
                'SUPABASE_URL must be an http or https address'
            );
        }
    });

    it('is an error without the password that an address has, because every browser would receive it', () => {
        const ada = 'https://ada:secret@example.org';
        for (const [name, addresses] of Object.entries({
            SUPABASE_URL: { SUPABASE_URL: ada },
            SANYAM_GATEWAY_URL: { SUPABASE_URL: URL, SANYAM_GATEWAY_URL: ada }
        })) {
            expect(() => readCloudConfiguration({ SUPABASE_ANON_KEY: 'key', ...addresses }))
                .to.throw(`${name} must be an address without a user name or a password.`)
                .and.not.match(/secret/);
        }
    });
});
