// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseCommand } from '../admin/command-line';
import { USER_ID } from '../billing/read-subscription';
import { PRICES, stageBilling, stripeEnvironment } from './billing-stage';
import type { GatewayUser } from './gateway-user';

const PROGRAM = join(__dirname, '..', '..', 'bin', 'sanyam-admin.mjs');

describe('sanyam-admin', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    beforeEach(async () => {
        ada = await stage.newUser();
    });

    /** Runs the program with the settings of the gateway, but for `changes`. */
    function run(words: readonly string[], changes: Record<string, string> = {}) {
        const env = {
            PATH: process.env['PATH'],
            SUPABASE_URL: stage.cloud.supabaseUrl,
            SUPABASE_SERVICE_ROLE_KEY: stage.cloud.serviceRoleKey,
            ...stripeEnvironment(stage.stripe),
            ...changes
        };
        return new Promise<{ code: unknown; said: string }>(resolve => {
            execFile(process.execPath, [PROGRAM, ...words], { env }, (error, stdout, stderr) =>
                resolve({ code: error === null ? 0 : error.code, said: `${stdout}${stderr}`.trim() })
            );
        });
    }

    it('lists the tiers with their limits, and one version without history', async () => {
        const { code, said } = await run(['tier', 'list']);
        expect(code).to.equal(0);
        expect(said)
            .to.match(/^tier +documents +storage/)
            .and.match(/^free +5 +10 MB +256 KB +1 +100$/m);
    });

    it('sets a tier with a reason for the log, and the jobs leave it alone', async () => {
        const { said } = await run(['tier', 'set', ada.email, 'enterprise', '--reason', 'a gift']);
        expect(said).to.equal(`${ada.email} has the tier enterprise now.`);
        const rows = await withDatabase(stage.cloud, database =>
            database.query(`select after from public.audit_log where user_id = $1 and action = 'tier.changed'`, [
                ada.id
            ])
        );
        expect(rows).to.deep.equal([{ after: { tier: 'enterprise', reason: 'a gift' } }]);
        expect((await run(['billing', 'reconcile'])).code).to.equal(0);
        expect(await stage.tierOf(ada)).to.equal('enterprise');
    });

    it('shows the usage, and reconciles first dry and then really', async () => {
        await ada.create({ content: 'x'.repeat(1500) });
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id });
        const { id } = stage.stripe.account.subscribe(customer.id, PRICES.pro);
        const line = `${id} (active) of user ${ada.id}: free → pro`;
        const dry = await run(['billing', 'reconcile', '--dry-run']);
        expect(dry.said.split('\n')).to.include(line);
        expect(dry.said).to.contain('Nothing was changed, because this was a dry run.');
        expect((await run(['usage', ada.email])).said)
            .to.match(/^tier +free$/m)
            .and.match(/^documents +1 of 5$/m)
            .and.match(/^storage +1\.5 KB of 10 MB$/m)
            .and.contain('none: no plan was bought');
        expect((await run(['billing', 'reconcile'])).said.split('\n')).to.include(line);
        const { said } = await run(['usage', ada.email]);
        expect(said)
            .to.match(/^tier +pro$/m)
            .and.contain(`${id}: pro, active, the plan holds`);
        expect((await run(['tier', 'set', ada.email, 'enterprise'])).said).to.contain('The user has a subscription');
    });

    it('says when the tier of a user has no row, and shows the limits of free', async () => {
        await withDatabase(stage.cloud, database =>
            database.query(`update public.user_profiles set tier = 'gold' where id = $1`, [ada.id])
        );
        expect((await run(['usage', ada.email])).said)
            .to.match(/^tier +gold, which has no row and counts as free$/m)
            .and.match(/^documents +0 of 5$/m);
    });

    it('replays an event', async () => {
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id });
        stage.stripe.account.subscribe(customer.id, PRICES.pro);
        const event = stage.stripe.account.events.findLast(({ type }) => type === 'customer.subscription.created');
        expect((await run(['billing', 'replay', event?.id ?? ''])).said).to.equal(`${event?.id}: applied`);
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(await run(['billing', 'replay', 'evt_unknown'])).to.deep.equal({
            code: 1,
            said: 'Stripe has no event evt_unknown. It keeps events for 30 days. Reconcile instead.'
        });
    });

    it('runs a job at once', async () => {
        expect((await run(['jobs', 'run', 'purge_expired'])).said).to.equal('The job purge_expired is done.');
        expect((await run(['jobs', 'run', 'reconcile_billing'])).said).to.equal('The job reconcile_billing is done.');
        expect(await run(['jobs', 'run', 'everything'])).to.deep.equal({
            code: 1,
            said: 'There is no job “everything”. The jobs are purge_expired, reconcile_billing.'
        });
    });

    it('says which setting is missing or wrong, and tells no secret', async () => {
        const missing = await run(['tier', 'list'], { SUPABASE_SERVICE_ROLE_KEY: '' });
        expect(missing.said).to.equal('SUPABASE_SERVICE_ROLE_KEY is not set. Use the settings of the gateway.');
        const off = await run(['billing', 'reconcile'], {
            STRIPE_SECRET_KEY: '',
            STRIPE_WEBHOOK_SECRET: '',
            STRIPE_PRICE_PRO: '',
            STRIPE_PRICE_ENTERPRISE: ''
        });
        expect(off.said).to.equal('Billing is off: STRIPE_SECRET_KEY is not set. Use the settings of the gateway.');
        const wrong = await run(['billing', 'reconcile'], { STRIPE_SECRET_KEY: 'sk_test_revoked' });
        expect(wrong.code).to.equal(1);
        expect(wrong.said).not.to.contain('sk_test_revoked');
    });

    for (const words of [
        [],
        ['tier'],
        ['tier', 'set', 'ada@example.org'],
        ['tier', 'list', 'all'],
        ['usage'],
        ['billing', 'replay'],
        ['jobs', 'run', 'purge_expired', '--dry-run'],
        ['tier', 'list', '--reason', 'none']
    ]) {
        it(`shows how it is used after “${words.join(' ')}”`, () => {
            expect(() => parseCommand(words)).to.throw(/Usage: sanyam-admin <command>/);
        });
    }

    for (const [words, sentence] of [
        [['tier', 'list', '--unknown'], '--unknown is not an option.'],
        [['--constructor'], '--constructor is not an option.'],
        [['tier', 'list', '-x'], '-x is not an option.'],
        [['billing', 'reconcile', '--dry-run=yes'], '--dry-run has no value.'],
        [['tier', 'set', 'ada@example.org', 'pro', '--reason'], '--reason needs a value, such as --reason=<text>.']
    ] as const) {
        it(`names what is wrong with “${words.join(' ')}” in its own words, and exits with 2`, async () => {
            const { code, said } = await run(words);
            expect(code).to.equal(2);
            expect(said.split('\n\n')[0]).to.equal(sentence);
            expect(said).to.contain('Usage: sanyam-admin <command>');
        });
    }
});
