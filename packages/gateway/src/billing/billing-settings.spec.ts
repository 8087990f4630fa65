// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readBillingSettings } from './billing-settings';

const COMPLETE = {
    STRIPE_SECRET_KEY: 'sk_live_secret',
    STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
    STRIPE_PRICE_PRO: 'price_1,price_2',
    STRIPE_PRICE_ENTERPRISE: 'price_3'
};

describe('the settings of billing', () => {
    it('are undefined without any variable', () => {
        expect(readBillingSettings({ STRIPE_SECRET_KEY: ' ', STRIPE_API_URL: '' })).to.equal(undefined);
    });

    it('have lists, and a tier for each STRIPE_PRICE_<TIER>', () => {
        const settings = readBillingSettings({ ...COMPLETE, STRIPE_PRICE_TEAM_2: 'price_4' });
        expect(settings?.webhookSecrets).to.deep.equal(['whsec_new', 'whsec_old']);
        expect([...(settings?.prices ?? [])]).to.deep.equal([
            ['STRIPE_PRICE_ENTERPRISE', ['price_3']],
            ['STRIPE_PRICE_PRO', ['price_1', 'price_2']],
            ['STRIPE_PRICE_TEAM_2', ['price_4']]
        ]);
    });

    for (const [name, value, sentence] of [
        ['STRIPE_SECRET_KEY', '', /^STRIPE_SECRET_KEY is not set\. Billing needs/],
        ['STRIPE_SECRET_KEY', 'sk_live secret', /^STRIPE_SECRET_KEY must not have white space\.$/],
        ['STRIPE_SECRET_KEY', 'pk_live_secret', /^STRIPE_SECRET_KEY must be a secret key \(sk_…\)/],
        ['STRIPE_SECRET_KEY', 'whsec_new', /^STRIPE_SECRET_KEY must be a secret key \(sk_…\)/],
        ['STRIPE_WEBHOOK_SECRET', 'whsec_new, sk_live_secret', /^STRIPE_WEBHOOK_SECRET must have signing secrets/],
        ['STRIPE_PRICE_PRO', 'prod_1', /^STRIPE_PRICE_PRO must have ids of prices/],
        ['STRIPE_PRICE_PRO', 'sk_live_secret', /^STRIPE_PRICE_PRO must have ids of prices/],
        ['STRIPE_PRICE_TEAM-2', 'price_4', /^STRIPE_PRICE_TEAM-2 is no .*Use STRIPE_PRICE_TEAM_2,/],
        ['STRIPE_PRICE_Größe', 'price_4', /^STRIPE_PRICE_Größe is no .*Use STRIPE_PRICE_GROSSE,/],
        ['STRIPE_WEBHOOK_SECRET', '', /^STRIPE_WEBHOOK_SECRET is not set\./],
        ['STRIPE_WEBHOOK_SECRET', 'whsec_1,,whsec_2', /^STRIPE_WEBHOOK_SECRET must be a list of ids/],
        ['STRIPE_PRICE_PRO', 'price_3', /^STRIPE_PRICE_PRO has the price price_3, which STRIPE_PRICE_ENTERPRISE has/],
        ['STRIPE_PRICE_PRO', 'price_1, price_1', /^STRIPE_PRICE_PRO has an entry twice\.$/],
        ['STRIPE_PRICE_PRO', Array.from({ length: 21 }, (_, index) => `price_a${index}`).join(), /at most 20 entries/],
        ['STRIPE_API_URL', 'ftp://example.com', /^STRIPE_API_URL must be an http or https address\.$/],
        ['STRIPE_API_URL', 'http://example.com', /^STRIPE_API_URL must be an https address/],
        ['STRIPE_API_URL', 'https://example.com/v1', /^STRIPE_API_URL must have only a protocol, a host and a port\.$/],
        ['STRIPE_API_URL', 'https://a:b@example.com', /^STRIPE_API_URL must have only/]
    ] as const) {
        it(`refuse ${name} “${value.slice(0, 30)}” without telling a secret`, () => {
            const read = () => readBillingSettings({ ...COMPLETE, [name]: value });
            expect(read).to.throw(sentence);
            expect(read).not.to.throw(/[ps]k_live|whsec_\w|prod_1/);
        });
    }

    it('take an address on this machine without TLS', () => {
        const { apiUrl } = readBillingSettings({ ...COMPLETE, STRIPE_API_URL: 'http://127.0.0.1:12111' }) ?? {};
        expect(apiUrl?.port).to.equal('12111');
    });

    it('need at least one price', () => {
        const none = { ...COMPLETE, STRIPE_PRICE_PRO: '', STRIPE_PRICE_ENTERPRISE: '' };
        expect(() => readBillingSettings(none)).to.throw(/^STRIPE_PRICE_<TIER> is not set\./);
    });
});
