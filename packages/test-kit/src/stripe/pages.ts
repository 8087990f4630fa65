// SPDX-License-Identifier: MIT

import type { StripeAccount } from './account.js';
import { missing } from './api.js';

/** An answer of a page: HTML, or the address to go to. */
export type Page = { readonly html: string } | { readonly location: string };

/** The pages on which a customer pays and manages a plan. They say that no money moves. */
export class StripePages {
    constructor(private readonly account: StripeAccount) {}

    /** @throws StripeError for a page that does not exist */
    answer(method: string, url: URL): Page {
        const [, kind, id = '', action = ''] = url.pathname.split('/');
        if (kind === 'pay') {
            return this.pay(method, id, action);
        }
        if (kind === 'portal' && this.account.customers.has(id)) {
            return this.portal(method, id, action, url);
        }
        throw missing('page', url.pathname);
    }

    private pay(method: string, id: string, action: string): Page {
        const session = this.account.sessions.get(id);
        if (session === undefined) {
            throw missing('checkout.session', id);
        }
        if (method === 'POST' && session.status === 'open') {
            if (action === 'pay') {
                this.account.pay(session);
                return { location: session.success_url };
            }
            return { location: session.cancel_url };
        }
        if (session.status !== 'open') {
            return { html: page('This page is no longer open', `<p>Its state is ${session.status}.</p>`) };
        }
        return {
            html: page(
                'Buy a plan',
                `<p>${escape(session.price)}</p>${button(`/pay/${id}/pay`, 'Pay')}${button(`/pay/${id}/back`, 'Back')}`
            )
        };
    }

    private portal(method: string, customer: string, action: string, url: URL): Page {
        const back = url.searchParams.get('return_url') ?? '/';
        if (method === 'POST') {
            this.change(customer, action, url.searchParams.get('price') ?? '');
            return { location: `/portal/${customer}?return_url=${encodeURIComponent(back)}` };
        }
        const query = `return_url=${encodeURIComponent(back)}`;
        const plans = this.account
            .subscriptionsOf(customer)
            .map(
                ({ id, status, cancel_at_period_end: cancels, items }) =>
                    `<p>${id}: ${items.data.map(({ price }) => escape(price.id)).join(', ')}, ${status}${cancels ? ', ends with its period' : ''}</p>`
            );
        const prices = [...this.account.prices.keys()].map(price =>
            button(`/portal/${customer}/change?price=${encodeURIComponent(price)}&${query}`, `Change to ${price}`)
        );
        const actions = Object.entries({
            'cancel-later': 'Cancel at the end of the period',
            keep: 'Do not cancel',
            'cancel-now': 'Cancel now',
            'stop-paying': 'Let payments fail',
            pay: 'Pay what is due'
        }).map(([name, text]) => button(`/portal/${customer}/${name}?${query}`, text));
        return {
            html: page(
                'Your plan',
                `${plans.join('')}${prices.join('')}${actions.join('')}<p><a href="${escape(back)}">Return</a></p>`
            )
        };
    }

    private change(customer: string, action: string, price: string): void {
        for (const { id, status } of this.account.subscriptionsOf(customer)) {
            if (status === 'canceled') {
                continue;
            }
            switch (action) {
                case 'change':
                    this.account.setPrice(id, price);
                    break;
                case 'cancel-later':
                case 'keep':
                    this.account.cancelAtPeriodEnd(id, action === 'cancel-later');
                    break;
                case 'cancel-now':
                    this.account.cancel(id);
                    break;
                case 'stop-paying':
                    this.account.failPayment(id);
                    break;
                default:
                    this.account.insolvent.delete(customer);
                    this.account.payInvoices(id);
            }
        }
    }
}

function page(title: string, body: string): string {
    return (
        `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>` +
        `<h1>${title}</h1><p>This is a stand-in for Stripe. No money moves.</p>${body}</html>`
    );
}

function button(action: string, text: string): string {
    return `<form method="post" action="${escape(action)}"><button>${escape(text)}</button></form>`;
}

function escape(text: string): string {
    return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
