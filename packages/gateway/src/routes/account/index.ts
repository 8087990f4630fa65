// SPDX-License-Identifier: MIT

import type { PublicDatabase } from '../../database/public-database';
import type { RouteGroup } from '../operation';
import { exportAccount } from './export-account';
import { listTiers } from './list-tiers';
import { readAccount } from './read-account';

export function account(database: PublicDatabase | undefined): RouteGroup {
    return { tag: 'Account', operations: [readAccount, exportAccount, listTiers(database)] };
}
