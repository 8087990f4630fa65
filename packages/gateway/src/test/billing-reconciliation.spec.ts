// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { StripeError } from '@sanyam/test-kit/stripe/api';
import { sendEvent } from '@sanyam/test-kit/stripe/signature';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import { type Difference, IncompleteReconciliation } from '../billing/reconciliation';
import { Metrics } from '../observability/metrics';
import { billingOf, PRICES, stageBilling, WEBHOOK_SECRET } from './billing-stage';
import type { GatewayUser } from './gateway-user';

const DAY = 86_400;

describe('the reconciliation of billing', () => {
    /** The clock of Stripe is 60 days behind, so that it can move until now. */
    const stage = stageBilling(() => Math.floor(Date.now() / 1000) - 60 * DAY);
    let ada: GatewayUser;
    let customer: string;
    beforeEach(async () => {
        ada = await stage.newUser();
        customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
    });
    afterEach(() => (stage.stripe.refuse = () => undefined));

    /** Reconciles, and returns the differences of Ada's subscriptions. */
    async function reconcile(dryRun = false): Promise<Difference[]> {
        const found: Difference[] = [];
        await billingOf(stage.cloud, stage.stripe)
            .reconciliation(dryRun, difference => found.push(difference))
            .run();
        const own = stage.stripe.account.subscriptionsOf(customer).map(({ id }) => id);
        return found.filter(({ subscription }) => own.includes(subscription));
    }

    /** Runs all parts of the nightly job. Returns everything that it found. */
    async function runNightly(): Promise<Difference[]> {
        const found: Difference[] = [];
        const doPart = billingOf(stage.cloud, stage.stripe)
            .reconciliation(false, difference => found.push(difference))
            .begin();
        while (await doPart());
        return found;
    }

    it('gives and takes tiers when no event arrived, and finds nothing after that', async () => {
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        const [difference] = await reconcile();
        expect(difference).to.include({ subscription: id, outcome: 'applied', tierBefore: 'free', tier: 'pro' });
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(await reconcile()).to.deep.equal([]);
        stage.stripe.account.cancel(id);
        expect(await reconcile()).to.have.nested.property('[0].tier', 'free');
        expect(await stage.tierOf(ada)).to.equal('free');
        expect(await reconcile()).to.deep.equal([]);
    });

    it('only tells what it would do in a dry run', async () => {
        stage.stripe.account.subscribe(customer, PRICES.pro);
        expect(await reconcile(true)).to.have.nested.property('[0].tier', 'pro');
        expect(await stage.tierOf(ada)).to.equal('free');
        expect(await reconcile(true)).to.have.length(1);
    });

    for (const price of [PRICES.pro, 'price_of_no_setting']) {
        it(`cancels the subscription of a user who deleted the account: ${price}`, async () => {
            stage.stripe.account.addPrice(price);
            const { id } = stage.stripe.account.subscribe(customer, price);
            await reconcile();
            const { error } = await Persona.bearer(stage.cloud, ada.token).call('delete_my_account');
            expect(error).to.equal(null);
            expect(await reconcile(true)).to.have.nested.property('[0].outcome', 'account_deleted');
            expect(stage.stripe.account.subscriptions.get(id)?.status).to.equal('active');
            expect(await reconcile()).to.have.nested.property('[0].outcome', 'account_deleted');
            expect(stage.stripe.account.subscriptions.get(id)?.status).to.equal('canceled');
        });
    }

    it('mends the others when subscriptions cannot be read or applied, and fails at its end', async () => {
        const { account } = stage.stripe;
        const due = account.subscribe(customer, PRICES.pro);
        await reconcile();
        account.failPayment(due.id);
        const others = await Promise.all([stage.newUser(), stage.newUser()]);
        const ended = others.map(
            ({ id }) => account.subscribe(account.addCustomer({ [USER_ID]: id }).id, PRICES.pro).id
        );
        await reconcile();
        ended.forEach(id => account.subscriptions.delete(id));
        const [first = ''] = ended.sort();
        stage.stripe.refuse = request =>
            request === 'GET /invoices' || request === `GET /subscriptions/${first}`
                ? new StripeError(400, { type: 'invalid_request_error', message: 'No.' })
                : undefined;
        const found: Difference[] = [];
        const job = billingOf(stage.cloud, stage.stripe).reconciliation(false, difference => found.push(difference));
        const error = await job.run().catch((thrown: unknown) => thrown);
        stage.stripe.refuse = () => undefined;
        expect(error).to.be.instanceOf(IncompleteReconciliation).with.property('failures', 2);
        const failed = found.filter(({ outcome }) => outcome === 'failed').map(({ subscription }) => subscription);
        expect(failed).to.have.members([due.id, first]);
        expect(found.find(({ failure }) => failure !== undefined)?.failure).not.to.include('No.');
        const tiers = await Promise.all(others.map(other => stage.tierOf(other)));
        expect(tiers.sort()).to.deep.equal(['free', 'pro']);
        await job.run();
        expect(await Promise.all(others.map(other => stage.tierOf(other)))).to.deep.equal(['free', 'free']);
    });

    it('as a job tries one that cannot be compared three times, and is done for the night', async () => {
        const { account } = stage.stripe;
        const { id } = account.subscribe(customer, PRICES.pro);
        await reconcile();
        account.subscriptions.delete(id);
        const attempts = { left: Infinity, made: 0 };
        stage.stripe.refuse = request => {
            if (request !== `GET /subscriptions/${id}`) {
                return undefined;
            }
            attempts.made++;
            return attempts.left-- > 0
                ? new StripeError(400, { type: 'invalid_request_error', message: 'No.' })
                : undefined;
        };
        const runJob = async (): Promise<Difference[]> =>
            (await runNightly()).filter(({ subscription }) => subscription === id);
        expect((await runJob()).map(({ outcome }) => outcome)).to.deep.equal(['failed']);
        expect([attempts.made, await stage.tierOf(ada)]).to.deep.equal([3, 'pro']);
        attempts.left = 1;
        expect((await runJob()).map(({ outcome }) => outcome)).to.deep.equal(['applied']);
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('counts what it finds by outcome', async () => {
        const { account } = stage.stripe;
        await reconcile();
        account.subscribe(customer, PRICES.pro);
        const unknown = account.subscribe(account.addCustomer({ [USER_ID]: ada.id }).id, 'price_that_is_not_sold');
        const unreadable = account.subscribe(customer, PRICES.pro);
        Reflect.set(unreadable, 'items', null);
        const metrics = new Metrics();
        const job = billingOf(stage.cloud, stage.stripe, undefined, metrics).reconciliation();
        const error = await job.run().catch((thrown: unknown) => thrown);
        account.subscriptions.delete(unreadable.id);
        account.cancel(unknown.id);
        expect(error).to.be.instanceOf(IncompleteReconciliation);
        const text = await metrics.registry.metrics();
        for (const line of ['applied"} 1', 'unknown_price"} [1-9]\\d*', 'failed"} 1']) {
            expect(text).to.match(new RegExp(`^sanyam_billing_differences_total\\{outcome="${line}$`, 'm'));
        }
    });

    it('as a job reads one of an unknown shape once, and is done for the night also when most are so', async () => {
        const { account } = stage.stripe;
        const crowd = account.addCustomer();
        const open = [...account.subscriptions.values()].filter(({ status }) => status !== 'canceled').length;
        const broken = Array.from({ length: open + 3 }, () => account.subscribe(crowd.id, PRICES.pro).id);
        broken.forEach(id => Object.assign(account.subscriptions.get(id) ?? {}, { items: null }));
        const before = stage.stripe.requests.length;
        const found = await runNightly();
        broken.forEach(id => account.subscriptions.delete(id));
        const failed = found.filter(({ outcome }) => outcome === 'failed').map(({ subscription }) => subscription);
        expect(failed).to.have.members(broken);
        const reads = stage.stripe.requests.slice(before).filter(request => broken.some(id => request.includes(id)));
        expect(reads).to.deep.equal([]);
    });

    it('leaves a tier alone that somebody set by hand', async () => {
        await ada.setTier('enterprise');
        expect(await reconcile()).to.deep.equal([]);
        expect(await stage.tierOf(ada)).to.equal('enterprise');
    });

    it('mends a tier that somebody changed by hand while a subscription goes on', async () => {
        stage.stripe.account.subscribe(customer, PRICES.pro);
        await reconcile();
        await ada.setTier('free');
        expect(await reconcile()).to.have.nested.property('[0].tier', 'pro');
    });

    it('reports a price that no setting names, and changes nothing', async () => {
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        await reconcile();
        stage.stripe.account.setPrice(id, 'price_unknown');
        expect(await reconcile()).to.have.nested.property('[0].outcome', 'unknown_price');
        expect(await stage.tierOf(ada)).to.equal('pro');
        stage.stripe.account.cancel(id);
        await reconcile();
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('takes a plan when Stripe does not have its subscription any more', async () => {
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        await reconcile();
        stage.stripe.account.subscriptions.delete(id);
        await reconcile();
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('keeps a plan that is past due for 7 days after the invoice', async () => {
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        await reconcile();
        const sixDaysAgo = Math.floor(Date.now() / 1000) - 6 * DAY;
        stage.stripe.account.now = sixDaysAgo;
        stage.stripe.account.failPayment(id);
        await reconcile();
        expect(await stage.tierOf(ada)).to.equal('pro');
        const { body } = await ada.send('GET', '/api/v1/me');
        expect(body).to.have.nested.property('data.subscription.status', 'past_due');
        const until = new Date((sixDaysAgo + 7 * DAY) * 1000).toISOString().replace('Z', '000Z');
        expect(body).to.have.nested.property('data.subscription.pay_until', until);

        // Another invoice that is not paid gives no more time.
        const [invoice] = stage.stripe.account.openInvoices(id);
        Object.assign(invoice ?? {}, { created: sixDaysAgo - 2 * DAY });
        await reconcile();
        expect(await stage.tierOf(ada)).to.equal('free');
        stage.stripe.account.insolvent.delete(customer);
        stage.stripe.account.payInvoices(id);
        await reconcile();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('is replayed for one event that Stripe still has', async () => {
        const { id } = stage.stripe.account.subscribe(customer, PRICES.pro);
        const event = stage.stripe.account.events.find(
            ({ type, data }) => type === 'customer.subscription.created' && (data.object as { id: string }).id === id
        );
        const { events } = billingOf(stage.cloud, stage.stripe);
        expect(await events.replay(event?.id ?? '')).to.equal('applied');
        await ada.setTier('free');
        expect(await events.replay(event?.id ?? '')).to.equal('applied');
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(await events.replay('evt_unknown')).to.equal(undefined);
    });

    it('is followed by the watch, which tries events again that failed', async () => {
        stage.stripe.account.subscribe(customer, PRICES.pro);
        stage.stripe.failure = 402;
        const event = stage.stripe.account.events.findLast(({ type }) => type === 'customer.subscription.created');
        expect(await sendEvent(event ?? {}, stage.webhook, WEBHOOK_SECRET)).to.equal(503);
        stage.stripe.failure = undefined;
        expect(await stage.tierOf(ada)).to.equal('free');
        await withDatabase(stage.cloud, database =>
            database.query(
                `update sanyam_private.billing_events set next_attempt_at = now() - interval '1 hour'
                 where state = 'failed' and attempts < 20`
            )
        );
        await billingOf(stage.cloud, stage.stripe).watch.look();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('as a job is not done for the night when most could not be compared', async () => {
        const { account } = stage.stripe;
        account.subscribe(customer, PRICES.pro);
        await reconcile();
        [...account.subscriptions.keys()].forEach(id => account.failPayment(id));
        stage.stripe.refuse = request =>
            request === 'GET /invoices' || request.startsWith('GET /subscriptions/')
                ? new StripeError(400, { type: 'invalid_request_error', message: 'No.' })
                : undefined;
        const error = await runNightly().catch((thrown: unknown) => thrown);
        expect(error).to.be.instanceOf(IncompleteReconciliation);
    });
});
