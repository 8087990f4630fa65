// SPDX-License-Identifier: MIT

import { type RouteGroup, withScope } from '../access';
import { createShare } from './create-share';
import { listShares } from './list-shares';
import { revokeShare } from './revoke-share';

export const shares: RouteGroup = {
    tag: 'Shares',
    routes: [...withScope('shares:read', listShares), ...withScope('shares:write', createShare, revokeShare)]
};
