// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { openCheckout } from './open-checkout';
import { openPortal } from './open-portal';
import { receiveEvent } from './receive-event';

export const billing: RouteGroup = {
    tag: 'Billing',
    operations: [openCheckout, openPortal, receiveEvent]
};
