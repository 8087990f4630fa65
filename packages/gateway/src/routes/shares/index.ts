// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { createShare } from './create-share';
import { listShares } from './list-shares';
import { revokeShare } from './revoke-share';

export const shares: RouteGroup = {
    tag: 'Shares',
    operations: [listShares, createShare, revokeShare]
};
