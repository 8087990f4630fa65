// SPDX-License-Identifier: MIT

import { DAY, newCharge, newId, newInvoice, newSubscription, PERIODS } from './new-objects.js';
import type {
    Charge,
    CheckoutSession,
    Customer,
    Invoice,
    Metadata,
    PauseCollection,
    Price,
    Status,
    StripeEvent,
    Subscription
} from './objects.js';

/** Days after which Stripe gives up and cancels, as its settings have it by default. */
const RETRIES_END_AFTER = 14 * DAY;

/** The version of the SDK that the gateway uses. */
const API_VERSION = '2026-10-28.endive';

/**
 * An account of Stripe in memory: what customers buy, and the events that follow. Each event has a copy of its object as
 * it was at that moment, as Stripe sends it.
 */
export class StripeAccount {
    readonly customers = new Map<string, Customer>();
    readonly prices = new Map<string, Price>();
    readonly subscriptions = new Map<string, Subscription>();
    readonly invoices = new Map<string, Invoice>();
    readonly charges = new Map<string, Charge>();
    readonly sessions = new Map<string, CheckoutSession>();
    /** Oldest first. */
    readonly events: StripeEvent[] = [];
    /** Customers whose payments fail. */
    readonly insolvent = new Set<string>();
    private readonly listeners: ((event: StripeEvent) => void)[] = [];

    /** @param now the time on its clock in seconds since 1970 */
    constructor(public now = Math.floor(Date.now() / 1000)) {}

    onEvent(listener: (event: StripeEvent) => void): void {
        this.listeners.push(listener);
    }

    addPrice(id: string, interval: 'month' | 'year' = 'month', amount = 900): Price {
        const recurring = { interval, interval_count: 1 };
        const price: Price = { id, object: 'price', active: true, currency: 'eur', unit_amount: amount, recurring };
        this.prices.set(id, price);
        return price;
    }

    addCustomer(metadata: Metadata = {}, email: string | null = null): Customer {
        const customer: Customer = { id: newId('cus'), object: 'customer', created: this.now, email, metadata };
        this.customers.set(customer.id, customer);
        return customer;
    }

    /** Deletes a customer, which cancels the subscriptions. */
    deleteCustomer(id: string): void {
        for (const subscription of this.subscriptionsOf(id)) {
            this.cancel(subscription.id);
        }
        const customer = this.customers.get(id);
        if (customer !== undefined) {
            customer.deleted = true;
        }
    }

    addSession(fields: Omit<CheckoutSession, 'id' | 'object' | 'created' | 'mode' | 'status' | 'subscription'>) {
        const session: CheckoutSession = {
            id: newId('cs_test'),
            object: 'checkout.session',
            created: this.now,
            mode: 'subscription',
            status: 'open',
            subscription: null,
            ...fields
        };
        this.sessions.set(session.id, session);
        return session;
    }

    /** Pays an open session. */
    pay(session: CheckoutSession): Subscription {
        const subscription = this.subscribe(session.customer, session.price);
        session.status = 'complete';
        session.url = null;
        session.subscription = subscription.id;
        this.emit('checkout.session.completed', session);
        return subscription;
    }

    subscribe(customer: string, priceId: string, status: Status = 'active'): Subscription {
        const subscription = newSubscription(customer, this.priceOf(priceId), status, this.now);
        this.subscriptions.set(subscription.id, subscription);
        this.emit('customer.subscription.created', subscription);
        if (status === 'active') {
            this.bill(subscription);
        }
        return subscription;
    }

    setPrice(id: string, priceId: string): void {
        const subscription = this.get(id);
        subscription.items.data.forEach(item => (item.price = this.priceOf(priceId)));
        this.emit('customer.subscription.updated', subscription);
    }

    setStatus(id: string, status: Status): void {
        const subscription = this.get(id);
        const resumes = subscription.status === 'paused' && status === 'active';
        subscription.status = status;
        const types: Partial<Record<Status, string>> = { paused: 'paused', canceled: 'deleted' };
        const type = resumes ? 'resumed' : (types[status] ?? 'updated');
        this.emit(`customer.subscription.${type}`, subscription);
    }

    /** Says that a trial ends soon, as Stripe does three days before. */
    announceTrialEnd(id: string): void {
        this.emit('customer.subscription.trial_will_end', this.get(id));
    }

    /** Ends a subscription with its period, or lets it go on. */
    cancelAtPeriodEnd(id: string, cancels = true): void {
        const subscription = this.get(id);
        subscription.cancel_at_period_end = cancels;
        subscription.cancel_at = cancels ? (subscription.items.data[0]?.current_period_end ?? null) : null;
        this.emit('customer.subscription.updated', subscription);
    }

    /** Pauses the collection of payments, or resumes it. The status stays. */
    pauseCollection(id: string, pause: PauseCollection | null): void {
        const subscription = this.get(id);
        subscription.pause_collection = pause;
        this.emit('customer.subscription.updated', subscription);
    }

    cancel(id: string): void {
        if (this.get(id).status !== 'canceled') {
            this.setStatus(id, 'canceled');
        }
    }

    /** Pays what is due, so that a subscription that is past due becomes active. */
    payInvoices(id: string): void {
        const due = this.openInvoices(id);
        for (const invoice of due) {
            invoice.status = 'paid';
            this.emit('invoice.paid', invoice);
        }
        if (due.length > 0) {
            this.setStatus(id, 'active');
        }
    }

    /** Bills a subscription now, and the payment fails. */
    failPayment(id: string): void {
        const subscription = this.get(id);
        this.insolvent.add(subscription.customer);
        this.bill(subscription);
        this.setStatus(id, 'past_due');
    }

    refund(chargeId: string, amount: number): void {
        const charge = this.charges.get(chargeId);
        if (charge === undefined) {
            throw new Error(`There is no charge ${chargeId}.`);
        }
        charge.amount_refunded += amount;
        this.emit('charge.refunded', charge);
    }

    /** The bank of a customer disputes a charge, or decides for the customer (`closed`). */
    dispute(chargeId: string, event: 'created' | 'closed' = 'created'): void {
        const amount = this.charges.get(chargeId)?.amount ?? 0;
        const dispute = { id: `du_${chargeId}`, object: 'dispute', charge: chargeId, amount, currency: 'eur' };
        const status = event === 'created' ? 'needs_response' : 'lost';
        this.emit(`charge.dispute.${event}`, { ...dispute, reason: 'fraudulent', status });
    }

    /** Moves the clock. Periods end on the way: subscriptions are billed, canceled, or past due. */
    advance(days: number): void {
        for (let day = 0; day < days; day++) {
            this.now += DAY;
            for (const subscription of [...this.subscriptions.values()]) {
                this.pass(subscription);
            }
        }
    }

    emit(type: string, object: object, account?: string): StripeEvent {
        const event: StripeEvent = {
            id: newId('evt'),
            object: 'event',
            api_version: API_VERSION,
            created: this.now,
            livemode: false,
            type,
            data: { object: structuredClone(object) },
            ...(account === undefined ? {} : { account })
        };
        this.events.push(event);
        this.listeners.forEach(listener => listener(event));
        return event;
    }

    openInvoices(subscriptionId: string): Invoice[] {
        return [...this.invoices.values()].filter(
            ({ parent, status }) => status === 'open' && parent.subscription_details.subscription === subscriptionId
        );
    }

    subscriptionsOf(customerId: string): Subscription[] {
        return [...this.subscriptions.values()].filter(({ customer }) => customer === customerId);
    }

    private get(id: string): Subscription {
        const subscription = this.subscriptions.get(id);
        if (subscription === undefined) {
            throw new Error(`There is no subscription ${id}.`);
        }
        return subscription;
    }

    private priceOf(id: string): Price {
        return this.prices.get(id) ?? this.addPrice(id);
    }

    private pass(subscription: Subscription): void {
        const { id, status } = subscription;
        const [item] = subscription.items.data;
        if (item === undefined || !['active', 'trialing', 'past_due'].includes(status)) {
            return;
        }
        const [oldest] = this.openInvoices(id);
        if (status === 'past_due' && oldest !== undefined && this.now >= oldest.created + RETRIES_END_AFTER) {
            this.cancel(id);
            return;
        }
        if (this.now < item.current_period_end) {
            return;
        }
        if (subscription.cancel_at_period_end) {
            this.cancel(id);
            return;
        }
        item.current_period_start = item.current_period_end;
        item.current_period_end += PERIODS[item.price.recurring.interval];
        this.bill(subscription);
        subscription.status = this.openInvoices(id).length > 0 ? 'past_due' : 'active';
        this.emit('customer.subscription.updated', subscription);
    }

    /** Makes an invoice, which is paid unless the customer cannot. */
    bill({ id, customer, items }: Subscription): Invoice {
        const amount = items.data.reduce((sum, { price }) => sum + price.unit_amount, 0);
        const charge = newCharge(customer, amount);
        this.charges.set(charge.id, charge);
        const isPaid = !this.insolvent.has(customer);
        const invoice = newInvoice(id, charge, isPaid ? 'paid' : 'open', this.now);
        this.invoices.set(invoice.id, invoice);
        this.emit(isPaid ? 'invoice.paid' : 'invoice.payment_failed', invoice);
        return invoice;
    }
}
