// SPDX-License-Identifier: MIT

import type { PublicDatabase } from '../../database/public-database';
import { forCallers, forEveryone, type RouteGroup } from '../access';
import { listTiers } from './list-tiers';
import { readAccount } from './read-account';

export function account(database: PublicDatabase | undefined): RouteGroup {
    return { tag: 'Account', routes: [...forCallers(readAccount), ...forEveryone(listTiers(database))] };
}
