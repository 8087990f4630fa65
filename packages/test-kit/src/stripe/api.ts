// SPDX-License-Identifier: MIT

import type { StripeAccount } from './account.js';
import { type Form, textAt, textsAt } from './form.js';
import type { Customer } from './objects.js';

/** An error in the shape of Stripe's. */
export class StripeError extends Error {
    constructor(
        readonly status: number,
        readonly body: {
            readonly type: string;
            readonly code?: string;
            readonly message: string;
            readonly param?: string;
        }
    ) {
        super(body.message);
    }
}

/** A request of the API. */
export interface ApiRequest {
    readonly method: string;
    /** Without `/v1`, such as `/customers/cus_1`. */
    readonly path: string;
    /** The query of a GET, the body of a POST. */
    readonly form: Form;
}

/** Returns the error for an object that this account does not have. */
export function missing(kind: string, id: string): StripeError {
    const message = `No such ${kind}: '${id}'`;
    return new StripeError(404, { type: 'invalid_request_error', code: 'resource_missing', message, param: 'id' });
}

/** The operations of Stripe's API that the gateway calls, on an account. */
export class StripeApi {
    /** @param address of the stand-in, for its pages */
    constructor(
        private readonly account: StripeAccount,
        private readonly address: () => string
    ) {}

    /** @throws StripeError */
    answer({ method, path, form }: ApiRequest): unknown {
        const [, resource = '', ...rest] = path.split('/');
        const name = ['checkout', 'billing_portal'].includes(resource) ? `${resource}/${rest.shift() ?? ''}` : resource;
        const [id, action] = rest;
        const key = `${method} ${name}${id === undefined ? '' : id === 'search' ? '/search' : '/:id'}${action === undefined ? '' : `/${action}`}`;
        const operation = this.operations[key];
        if (operation === undefined) {
            const message = `Unrecognized request URL (${method}: /v1${path}).`;
            throw new StripeError(404, { type: 'invalid_request_error', message });
        }
        return operation(id ?? '', form);
    }

    private readonly operations: Readonly<Record<string, (id: string, form: Form) => unknown>> = {
        'POST customers': (_id, form) =>
            this.account.addCustomer(textsAt(form, 'metadata'), textAt(form, 'email') ?? null),
        'GET customers/:id': id => this.account.customers.get(id) ?? this.fail('customer', id),
        'POST customers/:id': (id, form) => this.updateCustomer(id, form),
        'GET customers/search': (_id, form) => this.search(textAt(form, 'query') ?? ''),
        'GET prices/:id': id => this.account.prices.get(id) ?? this.fail('price', id),
        'GET prices': (_id, form) => pageOf([...this.account.prices.values()], form),
        'POST checkout/sessions': (_id, form) => this.openSession(form),
        'GET checkout/sessions': (_id, form) =>
            pageOf(
                [...this.account.sessions.values()]
                    .reverse()
                    .filter(session => matches(session, form, ['customer', 'status'])),
                form
            ),
        'GET checkout/sessions/:id': id => this.account.sessions.get(id) ?? this.fail('checkout.session', id),
        'POST checkout/sessions/:id/expire': id => this.expire(id),
        'POST billing_portal/sessions': (_id, form) => this.openPortal(form),
        'GET subscriptions/:id': (id, form) =>
            this.expanded(this.account.subscriptions.get(id) ?? this.fail('subscription', id), form, 'customer'),
        'DELETE subscriptions/:id': id => {
            this.account.cancel((this.account.subscriptions.get(id) ?? this.fail('subscription', id)).id);
            return this.account.subscriptions.get(id);
        },
        'GET subscriptions': (_id, form) => this.listSubscriptions(form),
        'GET invoices': (_id, form) =>
            pageOf(
                [...this.account.invoices.values()]
                    .reverse()
                    .filter(invoice => matches(invoice, form, ['customer', 'status']))
                    .filter(
                        ({ parent }) =>
                            (textAt(form, 'subscription') ?? parent.subscription_details.subscription) ===
                            parent.subscription_details.subscription
                    ),
                form
            ),
        'GET charges/:id': id => this.account.charges.get(id) ?? this.fail('charge', id),
        'GET events': (_id, form) => pageOf([...this.account.events].reverse(), form),
        'GET events/:id': id => this.account.events.find(event => event.id === id) ?? this.fail('event', id)
    };

    private fail(kind: string, id: string): never {
        throw missing(kind, id);
    }

    /** Only the address. */
    private updateCustomer(id: string, form: Form): unknown {
        const customer = this.requireCustomer(id);
        customer.email = textAt(form, 'email') ?? customer.email;
        return customer;
    }

    /** Only for `metadata['key']:'value'`. */
    private search(query: string): unknown {
        const [, key = '', value = ''] = /^metadata\['(\w+)'\]:'([^']*)'$/.exec(query) ?? [];
        const data = [...this.account.customers.values()].filter(
            ({ metadata, deleted }) => deleted !== true && metadata[key] === value
        );
        return { object: 'search_result', data, has_more: false, next_page: null };
    }

    private openSession(form: Form): unknown {
        const customer = textAt(form, 'customer') ?? '';
        const price = textAt(form, 'line_items', '0', 'price') ?? '';
        this.requireCustomer(customer);
        if (!this.account.prices.has(price)) {
            throw missing('price', price);
        }
        const session = this.account.addSession({
            customer,
            price,
            success_url: textAt(form, 'success_url') ?? '',
            cancel_url: textAt(form, 'cancel_url') ?? '',
            metadata: textsAt(form, 'metadata'),
            url: null
        });
        session.url = `${this.address()}/pay/${session.id}`;
        return session;
    }

    private expire(id: string): unknown {
        const session = this.account.sessions.get(id) ?? this.fail('checkout.session', id);
        if (session.status !== 'open') {
            const message = 'Only Checkout Sessions with a status in ["open"] can be expired.';
            throw new StripeError(400, { type: 'invalid_request_error', message });
        }
        session.status = 'expired';
        session.url = null;
        return session;
    }

    private openPortal(form: Form): unknown {
        const customer = textAt(form, 'customer') ?? '';
        this.requireCustomer(customer);
        const returnUrl = textAt(form, 'return_url') ?? '';
        return {
            id: `bps_${customer}`,
            object: 'billing_portal.session',
            customer,
            return_url: returnUrl,
            url: `${this.address()}/portal/${customer}?return_url=${encodeURIComponent(returnUrl)}`
        };
    }

    private requireCustomer(id: string): Customer {
        const customer = this.account.customers.get(id);
        if (customer === undefined || customer.deleted === true) {
            throw missing('customer', id);
        }
        return customer;
    }

    private listSubscriptions(form: Form): unknown {
        const status = textAt(form, 'status');
        const all = [...this.account.subscriptions.values()].reverse();
        const customer = textAt(form, 'customer');
        const page = pageOf(
            all
                .filter(each => customer === undefined || each.customer === customer)
                .filter(each =>
                    status === undefined ? each.status !== 'canceled' : status === 'all' || each.status === status
                ),
            form
        );
        return { ...page, data: page.data.map(each => this.expanded(each, form, 'data.customer')) };
    }

    /** Returns a subscription with its customer, if the request expands it. */
    private expanded<T extends { readonly customer: string }>(object: T, form: Form, name: string): unknown {
        return Object.values(textsAt(form, 'expand')).includes(name)
            ? { ...object, customer: this.account.customers.get(object.customer) }
            : object;
    }
}

function matches(object: object, form: Form, names: readonly string[]): boolean {
    return names.every(name => {
        const wanted = textAt(form, name);
        return wanted === undefined || wanted === (object as Record<string, unknown>)[name];
    });
}

/** Returns a page of a list, as `limit` and `starting_after` say. */
function pageOf<T extends { readonly id: string }>(all: readonly T[], form: Form) {
    const limit = Number(textAt(form, 'limit') ?? 10);
    if (!(limit >= 1 && limit <= 100)) {
        throw new StripeError(400, {
            type: 'invalid_request_error',
            message: 'This value must be between 1 and 100.',
            param: 'limit'
        });
    }
    const after = textAt(form, 'starting_after');
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit };
}
