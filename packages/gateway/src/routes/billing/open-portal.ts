// SPDX-License-Identifier: MIT

import type { Billing } from '../../billing/billing';
import { answers } from '../answers';
import { operation } from '../operation';
import { pageToOpen } from './billing-schemas';
import { callerOf } from './caller-of';
import { noBilling } from './no-billing';
import { returnPage, type ReturnSettings } from './return-page';

export function openPortal(services: Billing | undefined, settings: ReturnSettings) {
    return operation(
        {
            id: 'billing.portal',
            access: 'session',
            method: 'post',
            path: '/api/v1/billing/portal',
            summary: 'Change or end a plan',
            description: 'Answers the page on which to change or end a plan, and to see invoices. The body is ignored.',
            errors: ['CLOUD_NOT_CONFIGURED', 'PAYMENT_SERVICE_REFUSED', 'SERVICE_UNAVAILABLE', 'NOT_FOUND'],
            responses: { 200: answers('The page', pageToOpen) }
        },
        async context => {
            if (services === undefined) {
                throw noBilling();
            }
            const url = await services.checkout.manage(callerOf(context), returnPage(context, settings));
            return context.json({ data: { url } }, 200);
        }
    );
}
