// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { noBilling } from './no-billing';

export const receiveEvent = operation(
    {
        id: 'billing.webhook',
        access: 'everyone',
        method: 'post',
        path: '/api/v1/webhooks/billing',
        summary: 'Receive events of the payment service',
        errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
        responses: {}
    },
    () => {
        throw noBilling();
    }
);
