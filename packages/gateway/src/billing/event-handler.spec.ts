// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import Stripe from 'stripe';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { BillingDatabase } from './billing-database';
import { EventHandler } from './event-handler';
import { SoldTiers } from './sold-tiers';
import { SubscriptionReader } from './read-subscription';
import { SubscriptionChanges } from './subscription-changes';

const EVENT = {
    id: 'evt_1',
    type: 'customer.subscription.updated',
    created: 1_900_000_000,
    data: { object: { id: 'sub_1' } }
} as Stripe.Event;

describe('an event that the database refuses', () => {
    it('fails with 503 and none of the words of the database, so that Stripe sends it again', async () => {
        const refusal = new CloudError('VALIDATION_ERROR', 'The cloud at 127.0.0.1:1 could not complete the request.');
        const database = new BillingDatabase({ call: () => Promise.reject(refusal) });
        const log = createLog();
        log.level = 'silent';
        const stripe = new Stripe('sk_test_unused');
        const metrics = new Metrics();
        const changes = new SubscriptionChanges(stripe, database, log);
        const reader = new SubscriptionReader(
            stripe,
            new SoldTiers({ prices: new Map() }, () => Promise.resolve([])),
            log
        );
        const handler = new EventHandler(stripe, database, reader, changes, log, metrics);
        const error: unknown = await handler.receive(EVENT).catch((thrown: unknown) => thrown);
        expect(error).to.be.instanceOf(CloudError).with.property('code', 'SERVICE_UNAVAILABLE');
        expect(String(error)).not.to.contain('127.0.0.1');
        const { values } = await metrics.billingEvents.get();
        expect(values).to.deep.equal([{ labels: { type: EVENT.type, result: 'failed' }, value: 1 }]);
    });
});
