// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { noBilling } from './no-billing';

export const openCheckout = operation(
    {
        id: 'billing.checkout',
        access: 'session',
        method: 'post',
        path: '/api/v1/billing/checkout',
        summary: 'Buy a plan',
        errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
        responses: {}
    },
    () => {
        throw noBilling();
    }
);
