// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { blockOwner } from './block-owner';
import { createShare } from './create-share';
import { leaveShares } from './leave-shares';
import { listBlockedOwners } from './list-blocked-owners';
import { listShares } from './list-shares';
import { revokeShare } from './revoke-share';
import { unblockOwner } from './unblock-owner';

export const shares: RouteGroup = {
    tag: 'Shares',
    operations: [listShares, createShare, revokeShare, leaveShares, listBlockedOwners, blockOwner, unblockOwner]
};
