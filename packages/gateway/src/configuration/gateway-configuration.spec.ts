// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readGatewayConfiguration } from './gateway-configuration';

const SECRET = 'a secret that is long enough for HS256';
const JWK = JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' });
const production = { NODE_ENV: 'production', SANYAM_CORS_ORIGIN: 'https://ide.example.com' };

describe('the configuration of the gateway', () => {
    it('needs no variable in development, allows every origin and listens on the loopback interface [FR-121]', () => {
        expect(readGatewayConfiguration({})).to.deep.equal({
            production: false,
            port: 4000,
            host: '127.0.0.1',
            corsOrigins: '*',
            publicUrl: undefined,
            cloud: undefined,
            serviceRoleKey: undefined,
            signingKey: undefined,
            trustedProxies: [],
            databaseUrl: undefined,
            databasePoolSize: 12,
            runsJobs: true,
            billing: undefined
        });
    });

    it('treats empty variables as missing', () => {
        const empty = { PORT: '', HOST: ' ', SANYAM_CORS_ORIGIN: '', SUPABASE_JWT_SECRET: '', SANYAM_GATEWAY_URL: '' };
        expect(readGatewayConfiguration(empty)).to.deep.equal(readGatewayConfiguration({}));
    });

    it('listens on all interfaces in production, and allows the named origins [FR-120]', () => {
        const { host, corsOrigins } = readGatewayConfiguration({
            ...production,
            SANYAM_CORS_ORIGIN: 'https://a.example.com, http://localhost:3000'
        });
        expect([host, corsOrigins]).to.deep.equal(['0.0.0.0', ['https://a.example.com', 'http://localhost:3000']]);
    });

    it('can name a database, and never reveals its password', () => {
        const bare = 'postgres://sanyam_gateway:hidden@db.example.com:6543/postgres';
        const url = `${bare}?sslmode=verify-full`;
        const read = (address: string) =>
            readGatewayConfiguration({
                SUPABASE_URL: 'https://example.supabase.co',
                SUPABASE_ANON_KEY: 'key',
                DATABASE_URL: address
            });
        expect(() => read(bare)).to.throw(/^DATABASE_URL must set the encryption(?!.*hidden)/);
        for (const host of ['localhost', '127.0.0.1', '[::1]']) {
            const near = bare.replace('db.example.com', host);
            expect(read(near).databaseUrl).to.equal(near);
        }
        expect(read(url).databaseUrl).to.equal(url);
        expect(() => read(url.replace('postgres:', 'mysql:'))).to.throw(
            /^DATABASE_URL must be an address such as(?!.*hidden)/
        );
        for (const count of ['0', '1001', 'many']) {
            expect(() => readGatewayConfiguration({ SANYAM_DATABASE_CONNECTIONS: count })).to.throw(
                /^SANYAM_DATABASE_CONNECTIONS must be/
            );
        }
    });

    it('can switch the jobs off', () =>
        expect(readGatewayConfiguration({ SANYAM_JOBS: 'off' }).runsJobs).to.equal(false));

    it('trusts no proxy, unless one is named', () => {
        expect(readGatewayConfiguration({}).trustedProxies).to.deep.equal([]);
        expect(readGatewayConfiguration({ SANYAM_TRUSTED_PROXIES: '' }).trustedProxies).to.deep.equal([]);
        expect(readGatewayConfiguration({ SANYAM_TRUSTED_PROXIES: '10.0.0.7, fd00::/8' }).trustedProxies).to.deep.equal(
            [
                { address: '10.0.0.7', bits: 32 },
                { address: 'fd00::', bits: 8 }
            ]
        );
    });

    it('accepts a secret or a private key to sign tokens', () => {
        expect(readGatewayConfiguration({ SUPABASE_JWT_SECRET: SECRET }).signingKey).to.include({ kind: 'secret' });
        expect(readGatewayConfiguration({ SUPABASE_JWT_PRIVATE_KEY: JWK }).signingKey).to.include({
            kind: 'private-key'
        });
    });

    const wrong: [environment: Record<string, string>, variable: string][] = [
        [{ NODE_ENV: 'production' }, 'SANYAM_CORS_ORIGIN'],
        [{ NODE_ENV: 'production', SANYAM_CORS_ORIGIN: '*' }, 'SANYAM_CORS_ORIGIN'],
        [{ ...production, SANYAM_CORS_ORIGIN: 'https://a.example.com,*' }, 'SANYAM_CORS_ORIGIN'],
        [{ SANYAM_CORS_ORIGIN: 'https://a.example.com/path' }, 'SANYAM_CORS_ORIGIN'],
        [{ SANYAM_CORS_ORIGIN: 'null' }, 'SANYAM_CORS_ORIGIN'],
        [{ PORT: 'http' }, 'PORT'],
        [{ PORT: '-1' }, 'PORT'],
        [{ PORT: '65536' }, 'PORT'],
        [{ SANYAM_JOBS: 'nightly' }, 'SANYAM_JOBS'],
        [{ SANYAM_TRUSTED_PROXIES: 'proxy.example.com' }, 'SANYAM_TRUSTED_PROXIES'],
        [{ SANYAM_TRUSTED_PROXIES: '10.0.0.0/33' }, 'SANYAM_TRUSTED_PROXIES'],
        [{ SANYAM_TRUSTED_PROXIES: '0.0.0.0/0' }, 'SANYAM_TRUSTED_PROXIES'],
        [{ SANYAM_GATEWAY_URL: 'gateway' }, 'SANYAM_GATEWAY_URL'],
        [{ SANYAM_GATEWAY_URL: 'https://example.com/?a=1' }, 'SANYAM_GATEWAY_URL'],
        [{ SANYAM_GATEWAY_URL: 'https://example.com/#a' }, 'SANYAM_GATEWAY_URL'],
        [{ SANYAM_GATEWAY_URL: 'https://ada@example.com' }, 'SANYAM_GATEWAY_URL'],
        [{ SUPABASE_JWT_SECRET: 'secret' }, 'SUPABASE_JWT_SECRET'],
        [{ SUPABASE_JWT_PRIVATE_KEY: 'rubbish' }, 'SUPABASE_JWT_PRIVATE_KEY'],
        [{ SUPABASE_JWT_PRIVATE_KEY: '{"kty":"RSA"}' }, 'SUPABASE_JWT_PRIVATE_KEY'],
        [{ SUPABASE_JWT_PRIVATE_KEY: JWK, SUPABASE_JWT_SECRET: SECRET }, 'SUPABASE_JWT_SECRET'],
        [{ SUPABASE_URL: 'https://example.com' }, 'SUPABASE_ANON_KEY'],
        [{ SUPABASE_ANON_KEY: 'key' }, 'SUPABASE_URL'],
        [{ DATABASE_URL: 'rubbish' }, 'DATABASE_URL'],
        [{ DATABASE_URL: 'postgres://sanyam_gateway@localhost/postgres' }, 'SUPABASE_URL']
    ];
    for (const [environment, variable] of wrong) {
        it(`is refused with the name of ${variable}: ${JSON.stringify(environment)} [FR-122]`, () =>
            expect(() => readGatewayConfiguration(environment)).to.throw(variable));
    }

    it('is refused without revealing a secret', () => {
        expect(() => readGatewayConfiguration({ SUPABASE_JWT_SECRET: 'hush' }))
            .to.throw()
            .not.match(/hush/);
    });

    it('has no billing without the cloud that billing changes', () => {
        const billing = {
            STRIPE_SECRET_KEY: 'sk_test_secret',
            STRIPE_WEBHOOK_SECRET: 'whsec_secret',
            STRIPE_PRICE_PRO: 'price_1'
        };
        expect(() => readGatewayConfiguration(billing)).to.throw(/^STRIPE_SECRET_KEY is set, but SUPABASE_URL and/);
    });
});
