// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import type { StripeEvent } from '@sanyam/test-kit/stripe/objects';
import { sendEvent } from '@sanyam/test-kit/stripe/signature';
import type { StripeStandIn } from '@sanyam/test-kit/stripe/stand-in';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { depth } from '@sanyam/test-kit/test-depth';
import { addUsers } from '@sanyam/test-kit/users';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { USER_ID } from '../billing/read-subscription';
import { type Act, acts, tierAt } from './billing-acts';
import { billingOf, startStripe, stripeEnvironment, WEBHOOK_SECRET } from './billing-stage';
import { GatewayProcess } from './gateway-process';
import { environmentOf } from './test-gateway';

/** Runs: 1,000 in `npm run test:deep`. */
const RUNS = depth(1000);

/** Runs of a test. They take ten seconds. */
const STEP = 20;

/** Milliseconds. Longer than the other calls for an event take, so that they overtake one another. */
const LONGEST_LAG = 40;

/** Users of a run. */
const USERS = 2;

type GatewayIndex = 0 | 1;

/** How an event reaches the gateways. */
interface Delivery {
    /** It is sent this many times, each time to one of the two. Without any, it is dropped. */
    readonly copies: readonly GatewayIndex[];
    /** The acts that happen before it is sent. */
    readonly delay: number;
}

const NEVER: Delivery = { copies: [], delay: 0 };

const gatewayIndex = fc.constantFrom<GatewayIndex>(0, 1);

const delivery: fc.Arbitrary<Delivery> = fc.record({
    copies: fc.oneof(
        { weight: 6, arbitrary: gatewayIndex.map(index => [index]) },
        { weight: 3, arbitrary: fc.array(gatewayIndex, { minLength: 2, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.constant<GatewayIndex[]>([]) }
    ),
    delay: fc.nat(6)
});

/** What happens in a run. */
interface Plan {
    readonly acts: readonly Act[];
    /** For one event after another. */
    readonly deliveries: readonly Delivery[];
    /** Events that are on their way at the same time. */
    readonly atOnce: number;
    /** The gateway that is killed, and after how many answers. */
    readonly kill: { readonly gateway: GatewayIndex; readonly after: number } | undefined;
}

const plans: fc.Arbitrary<Plan> = fc.record({
    acts: acts(USERS),
    deliveries: fc.array(delivery, { minLength: 40, maxLength: 40 }),
    atOnce: fc.integer({ min: 1, max: 8 }),
    kill: fc.option(fc.record({ gateway: gatewayIndex, after: fc.integer({ min: 1, max: 12 }) }), {
        freq: 8,
        nil: undefined
    })
});

describe('two gateways, whose events are doubled, delayed, dropped and in any order,', () => {
    let cloud: ReadyLine;
    let database: Database;
    let stripe: StripeStandIn;
    let gateways: [GatewayProcess, GatewayProcess];

    before(async () => {
        cloud = await ownTestCloud();
        database = new Database(cloud);
        stripe = await startStripe();
        stripe.lag = () => delay(randomInt(LONGEST_LAG));
        gateways = [await launch(), await launch()];
    });
    after(async () => {
        await Promise.all(gateways.map(gateway => gateway.kill()));
        await stripe.stop();
        await database.close();
    });

    function launch(): Promise<GatewayProcess> {
        return GatewayProcess.start({ ...environmentOf(cloud), ...stripeEnvironment(stripe) });
    }

    /**
     * Does the acts of a plan, and sends the events meanwhile.
     *
     * @returns the events, and the ids of those that were answered with 200
     */
    async function carryOut(plan: Plan, customers: readonly string[]) {
        const { account } = stripe;
        const first = account.events.length;
        const accepted = new Set<string>();
        const running = new Set<Promise<void>>();
        let waiting: { readonly event: StripeEvent; readonly gateway: GatewayIndex; readonly due: number }[] = [];
        let answers = 0;
        let killing: Promise<void> | undefined;

        const deliver = async (event: StripeEvent, gateway: GatewayIndex) => {
            const url = `${gateways[gateway].url}/api/v1/webhooks/billing`;
            if ((await sendEvent(event, url, WEBHOOK_SECRET)) === 200) {
                accepted.add(event.id);
            }
            if (plan.kill !== undefined && ++answers === plan.kill.after) {
                killing = gateways[plan.kill.gateway].kill('SIGKILL');
            }
        };
        const sendDue = async (now: number) => {
            const due = waiting.filter(each => each.due <= now);
            waiting = waiting.filter(each => each.due > now);
            for (const { event, gateway } of due.sort((one, other) => one.due - other.due)) {
                const sending = deliver(event, gateway).finally(() => running.delete(sending));
                running.add(sending);
                if (running.size >= plan.atOnce) {
                    await Promise.race(running);
                }
            }
        };
        for (const [now, act] of plan.acts.entries()) {
            const before = account.events.length;
            act(account, customers);
            for (const [index, event] of [...account.events.entries()].slice(before)) {
                const { copies, delay } = plan.deliveries[(index - first) % plan.deliveries.length] ?? NEVER;
                waiting.push(...copies.map(gateway => ({ event, gateway, due: now + delay })));
            }
            await sendDue(now);
            // Some answers of Stripe are old before the next act, and some are not.
            await stripe.lag();
        }
        await sendDue(Infinity);
        await Promise.all(running);
        if (killing !== undefined && plan.kill !== undefined) {
            await killing;
            gateways[plan.kill.gateway] = await launch();
        }
        return { events: account.events.slice(first), accepted };
    }

    /** Carries out a plan for new users, and checks what must hold in the end. */
    async function check(plan: Plan): Promise<void> {
        const { account } = stripe;
        const users = await addUsers(database, USERS, 'free');
        const customers = users.map(({ id }) => account.addCustomer({ [USER_ID]: id }).id);
        const { events, accepted } = await carryOut(plan, customers);

        const done = await database.query(
            `select id from sanyam_private.billing_events where id = any ($1) and state = 'done'`,
            [[...accepted]]
        );
        expect(done.map(({ id }) => id)).to.have.members([...accepted]);

        // Where the last event of a subscription was accepted, the tier needs no reconciliation.
        const tiers = async () =>
            new Map(
                (
                    await database.query('select id, tier from public.user_profiles where id = any ($1)', [
                        users.map(({ id }) => id)
                    ])
                ).map(({ id, tier }) => [String(id), String(tier)])
            );
        const early = await tiers();
        users.forEach(({ id }, index) => {
            const lasts = account
                .subscriptionsOf(customers[index] ?? '')
                .map(subscription => events.findLast(({ data }) => nameOf(data.object) === subscription.id));
            if (lasts.every(last => last !== undefined && accepted.has(last.id))) {
                expect(early.get(id), 'without reconciliation').to.equal(tierAt(account, customers[index] ?? ''));
            }
        });

        await billingOf(cloud, stripe).reconciliation().run();
        const late = await tiers();
        users.forEach(({ id }, index) => {
            expect(late.get(id)).to.equal(tierAt(account, customers[index] ?? ''));
        });
        // So that the next reconciliation does not look at them again.
        for (const customer of customers) {
            account.subscriptionsOf(customer).forEach(({ id }) => account.subscriptions.delete(id));
        }
        await database.query('delete from auth.users where id = any ($1)', [users.map(({ id }) => id)]);
    }

    for (let from = 1; from <= RUNS; from += STEP) {
        it(`never lose an event that was answered with 200, and each tier is what Stripe says, in runs ${from} to ${from + STEP - 1} [FR-129, FR-130]`, async () => {
            await fc.assert(fc.asyncProperty(plans, check), { numRuns: STEP, endOnFailure: true });
        });
    }
});

/** Returns the subscription that an event is about. */
function nameOf(object: unknown): string {
    const { id, subscription, parent } = object as {
        id: string;
        subscription?: string;
        parent?: { subscription_details: { subscription: string } };
    };
    return parent?.subscription_details.subscription ?? subscription ?? id;
}
