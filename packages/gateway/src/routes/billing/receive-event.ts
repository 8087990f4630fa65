// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import type { Billing } from '../../billing/billing';
import { WebhookBodies } from '../../http/webhook-bodies';
import type { Services } from '../../services';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { noBilling } from './no-billing';

const received = dataOf(
    z.object({ result: z.string().openapi({ description: 'What came of the event, such as applied or duplicate' }) })
);

export function receiveEvent(services: Billing | undefined, proxies: Services['proxies']) {
    const bodies = new WebhookBodies();
    return operation(
        {
            id: 'billing.webhook',
            access: 'everyone',
            method: 'post',
            path: '/api/v1/webhooks/billing',
            summary: 'Receive an event of Stripe',
            description:
                'Stripe calls it with an event as JSON, of at most 1 MB. An answer of 200 means that the tier of the user is ' +
                'what Stripe says. After any other answer, Stripe sends the event again.',
            request: {
                headers: z.object({
                    'stripe-signature': z
                        .string()
                        .optional()
                        .openapi({ description: 'The time, and signatures of the time and the body' })
                })
            },
            errors: [
                'INVALID_SIGNATURE',
                'INVALID_JSON',
                'BODY_TOO_LARGE',
                'REQUEST_TIMEOUT',
                'CLOUD_NOT_CONFIGURED',
                'SERVER_BUSY',
                'SERVICE_UNAVAILABLE'
            ],
            responses: { 200: answers('The event is done', received) }
        },
        async context => {
            if (services === undefined) {
                throw noBilling();
            }
            const header = services.signature.requireHeader(context.req.header('Stripe-Signature'));
            const text = await bodies.read(context.env, proxies.sourceOf(context.env.incoming));
            const event = services.signature.open(text, header);
            return context.json({ data: { result: await services.events.receive(event) } }, 200);
        }
    );
}
