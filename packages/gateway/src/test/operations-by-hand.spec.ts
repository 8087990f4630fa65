// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import type { StripeEvent } from '@sanyam/test-kit/stripe/objects';
import { sendEvent } from '@sanyam/test-kit/stripe/signature';
import { formatSize } from '@sanyam/types';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommand } from '../admin/command-line';
import { runCommand } from '../admin/run-command';
import { USER_ID } from '../billing/read-subscription';
import { createLog } from '../observability/log';
import { billingOf, PRICES, stageBilling, stripeEnvironment, WEBHOOK_SECRET } from './billing-stage';
import type { GatewayUser } from './gateway-user';

const PAGE = readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'operations.md'), 'utf8');

/** Returns the SQL that follows a title in docs/operations.md. */
function sqlOf(title: string): string {
    const [, after = ''] = PAGE.split(`**${title}`);
    const [section = ''] = after.split('\n**');
    const [, sql = ''] = /```sql\n([^]*?)```/.exec(section) ?? [];
    expect(sql, title).not.to.equal('');
    return sql;
}

describe('the SQL in docs/operations.md', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let bob: GatewayUser;
    beforeEach(async () => {
        [ada, bob] = await Promise.all([stage.newUser(), stage.newUser()]);
    });
    afterEach(() => (stage.stripe.failure = undefined));

    /** Runs the SQL after a title as the role of the dashboard, for a user and an event. */
    const byHand = (title: string, changes: Readonly<Record<string, string>> = {}): Promise<object[]> => {
        let sql = sqlOf(title);
        for (const [example, value] of Object.entries({ 'ada@example.org': ada.email, ...changes })) {
            sql = sql.replaceAll(example, value);
        }
        return query(sql);
    };

    const query = (sql: string, values: unknown[] = []): Promise<object[]> =>
        withDatabase(stage.cloud, database => database.query(sql, values));

    /** Runs sanyam-admin, and returns what it says. */
    async function command(...words: string[]): Promise<string> {
        const said: string[] = [];
        const log = createLog();
        log.level = 'silent';
        const { supabaseUrl: SUPABASE_URL, serviceRoleKey: SUPABASE_SERVICE_ROLE_KEY } = stage.cloud;
        const environment = { SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, ...stripeEnvironment(stage.stripe) };
        await runCommand(parseCommand(words), { environment, log, say: text => said.push(text) });
        return said.join('\n');
    }

    /** All that a change of the tier leaves, without ids, times, and the role that the log names. */
    const traces = ({ id }: GatewayUser): Promise<object[]> =>
        query(
            `select p.tier, p.document_count,
                 (select json_agg(json_build_array(k.name, k.revoked_at is null) order by k.name)
                  from public.api_keys k where k.user_id = p.id) as keys,
                 (select json_agg(json_build_array(
                      a.action, a.before, regexp_replace(a.after::text, 'sub_\\w+', 'sub')
                  ) order by a.id)
                  from public.audit_log a where a.user_id = p.id and a.action like 'tier.%') as log
             from public.user_profiles p where p.id = $1`,
            [id]
        );

    it('gives a user a tier as the command does, up and down [FR-130]', async () => {
        await byHand('Give a user a tier.');
        await command('tier', 'set', bob.email, 'pro', '--reason', 'a gift');
        for (const user of [ada, bob]) {
            expect(await stage.tierOf(user)).to.equal('pro');
            const key = { name: 'a key', scopes: ['documents:read'] };
            expect((await user.send('POST', '/api/v1/api-keys', { json: key })).status).to.equal(201);
        }
        await byHand('Give a user a tier.', { "'pro'": "'free'" });
        await command('tier', 'set', bob.email, 'free', '--reason', 'a gift');
        const [hers, his] = [await traces(ada), await traces(bob)];
        expect(hers).to.deep.equal(his);
        expect(hers).to.have.nested.property('[0].tier', 'free');
        expect(hers).to.have.deep.nested.property('[0].keys', [['a key', false]]);
        expect(hers).to.have.nested.property('[0].log').with.length(2);
    });

    it('has in the table editor the same as the command without a reason', async () => {
        await query("update public.user_profiles set tier = 'enterprise' where id = $1", [ada.id]);
        await command('tier', 'set', bob.email, 'enterprise');
        expect(await traces(ada)).to.deep.equal(await traces(bob));
    });

    it('shows the usage and the subscriptions of a user as the command does', async () => {
        await ada.create({ content: 'x'.repeat(1500) });
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        await stage.deliver();
        const said = await command('usage', ada.email);
        const [usage] = (await byHand('See the usage of a user.')) as Record<string, never>[];
        expect(said).to.contain(`tier       ${usage?.['tier']}\n`);
        expect(said).to.contain(`documents  ${usage?.['document_count']} of ${usage?.['max_documents']}\n`);
        const [used, limit] = [usage?.['storage_used_bytes'], usage?.['max_storage_bytes']].map(Number);
        expect(said).to.contain(`storage    ${formatSize(used ?? 0)} of ${formatSize(limit ?? 0)}\n`);
        const subscriptions = (await byHand('See the subscriptions of a user.')) as Record<string, unknown>[];
        expect(subscriptions).to.have.length(1);
        expect(subscriptions[0]).to.include({ id, tier: 'pro', status: 'active', holds: true });
        expect(said).to.contain(`${id}: pro, active, the plan holds`);
    });

    it('finds an event that failed, and has it tried again with the result of the command', async () => {
        const { account } = stage.stripe;
        const failed: StripeEvent[] = [];
        stage.stripe.failure = 402;
        for (const user of [ada, bob]) {
            account.subscribe(account.addCustomer({ [USER_ID]: user.id }).id, PRICES.pro);
            const event = account.events.findLast(({ type }) => type === 'customer.subscription.created');
            failed.push(event as StripeEvent);
            expect(await sendEvent(event ?? {}, stage.webhook, WEBHOOK_SECRET)).to.equal(503);
        }
        stage.stripe.failure = undefined;
        const [hers, his] = failed.map(({ id }) => id);
        const found = (await byHand('Find events that failed.')) as { id: string; error: string }[];
        expect(found.map(({ id }) => id)).to.include.members([hers, his]);
        expect(found.find(({ id }) => id === hers)?.error).to.be.a('string').that.is.not.empty;

        await byHand('Try an event again now.', { 'evt_…': hers ?? '' });
        await billingOf(stage.cloud, stage.stripe).watch.look();
        expect(await command('billing', 'replay', his ?? '')).to.equal(`${his}: applied`);
        const rows = await query(
            'select state, result, attempts, error from sanyam_private.billing_events where id = any ($1)',
            [failed.map(({ id }) => id)]
        );
        expect(rows).to.deep.equal(Array(2).fill({ state: 'done', result: 'applied', attempts: 2, error: null }));
        expect([await stage.tierOf(ada), await stage.tierOf(bob)]).to.deep.equal(['pro', 'pro']);
        expect(await traces(ada)).to.deep.equal(await traces(bob));
        const left = (await byHand('Find events that failed.')) as { id: string }[];
        expect(left.map(({ id }) => id)).not.to.include.members([hers, his]);
    });

    it('makes the reconciliation due, forgets a customer, and runs the nightly deletion', async () => {
        const isDue = () =>
            query(`select from sanyam_private.jobs where name = 'reconcile_billing' and finished_at is null`);
        await query(`update sanyam_private.jobs set finished_at = now() where name = 'reconcile_billing'`);
        expect(await isDue()).to.have.length(0);
        await byHand("Reconcile tonight's billing now.");
        expect(await isDue()).to.have.length(1);

        stage.stripe.account.subscribe(stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id, PRICES.pro);
        await stage.deliver();
        await byHand('Give a user another customer**');
        expect(await byHand('See the subscriptions of a user.')).to.deep.equal([]);
        expect(await command('usage', ada.email))
            .to.match(/^tier +pro$/m)
            .and.contain('none: no plan was bought');
        await byHand('Run the nightly deletion now**');
    });
});
