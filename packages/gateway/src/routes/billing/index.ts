// SPDX-License-Identifier: MIT

import type { Billing } from '../../billing/billing';
import type { Services } from '../../services';
import type { RouteGroup } from '../operation';
import { listPlans } from './list-plans';
import { openCheckout } from './open-checkout';
import { openPortal } from './open-portal';
import { receiveEvent } from './receive-event';
import type { ReturnSettings } from './return-page';

/** @param services undefined while billing is off */
export function billing(
    services: Billing | undefined,
    settings: ReturnSettings,
    proxies: Services['proxies']
): RouteGroup {
    return {
        tag: 'Billing',
        operations: [
            listPlans(services),
            openCheckout(services, settings),
            openPortal(services, settings),
            receiveEvent(services, proxies)
        ]
    };
}
