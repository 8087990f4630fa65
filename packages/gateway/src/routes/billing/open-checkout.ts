// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import type { Billing } from '../../billing/billing';
import { answers } from '../answers';
import { operation } from '../operation';
import { takes } from '../required-body';
import { pageToOpen } from './billing-schemas';
import { callerOf } from './caller-of';
import { noBilling } from './no-billing';
import { returnPage, type ReturnSettings } from './return-page';

const checkoutBody = z
    .strictObject({
        tier: z.string().min(1).max(100).openapi({ description: 'The plan to buy' }),
        interval: z
            .enum(['month', 'year'])
            .optional()
            .openapi({ description: 'How often to pay. Without it, as the operator prefers' })
    })
    .openapi('CheckoutRequest');

export function openCheckout(services: Billing | undefined, settings: ReturnSettings) {
    return operation(
        {
            id: 'billing.checkout',
            access: 'session',
            method: 'post',
            path: '/api/v1/billing/checkout',
            summary: 'Buy a plan',
            description:
                'Answers the page on which to pay. If the caller has a plan already, it is the page on which to change it. ' +
                'The user returns to the origin of the caller’s page.',
            request: { body: takes(checkoutBody) },
            errors: ['CLOUD_NOT_CONFIGURED', 'PAYMENT_SERVICE_REFUSED', 'SERVICE_UNAVAILABLE'],
            responses: { 200: answers('The page', pageToOpen) }
        },
        async context => {
            if (services === undefined) {
                throw noBilling();
            }
            const { tier, interval } = context.req.valid('json');
            const returnTo = returnPage(context, settings);
            const url = await services.checkout.buy({ userId: callerOf(context), tier, interval, returnTo });
            return context.json({ data: { url } }, 200);
        }
    );
}
