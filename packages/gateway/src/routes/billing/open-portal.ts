// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { noBilling } from './no-billing';

export const openPortal = operation(
    {
        id: 'billing.portal',
        access: 'session',
        method: 'post',
        path: '/api/v1/billing/portal',
        summary: 'Change or end a plan',
        errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
        responses: {}
    },
    () => {
        throw noBilling();
    }
);
