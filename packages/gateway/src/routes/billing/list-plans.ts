// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { planSchema } from '@sanyam/types';
import type { Billing } from '../../billing/billing';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { noBilling } from './no-billing';

const plans = dataOf(z.array(z.object(planSchema.shape).openapi('Plan')));

export function listPlans(services: Billing | undefined) {
    return operation(
        {
            id: 'billing.plans',
            access: 'session',
            method: 'get',
            path: '/api/v1/billing/plans',
            summary: 'List the plans that can be bought',
            description: 'With the prices that the payment service has for them. They can be 10 minutes old.',
            errors: ['CLOUD_NOT_CONFIGURED', 'PAYMENT_SERVICE_REFUSED', 'SERVICE_UNAVAILABLE'],
            responses: { 200: answers('The plans, in no order', plans) }
        },
        async context => {
            if (services === undefined) {
                throw noBilling();
            }
            const data = (await services.prices.read()).map(({ tier, prices }) => ({ tier, prices: [...prices] }));
            return context.json({ data }, 200);
        }
    );
}
