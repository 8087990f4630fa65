// SPDX-License-Identifier: MIT

import { forEveryone, forSessions, type RouteGroup } from '../access';
import { openCheckout } from './open-checkout';
import { openPortal } from './open-portal';
import { receiveEvent } from './receive-event';

export const billing: RouteGroup = {
    tag: 'Billing',
    routes: [...forSessions(openCheckout, openPortal), ...forEveryone(receiveEvent)]
};
