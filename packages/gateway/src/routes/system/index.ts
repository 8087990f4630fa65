// SPDX-License-Identifier: MIT

import type { PublicDatabase } from '../../database/public-database';
import type { Metrics } from '../../observability/metrics';
import { forEveryone, type RouteGroup } from '../access';
import { readHealth } from './read-health';
import { readMetrics } from './read-metrics';
import { readReadiness } from './read-readiness';

export function system(database: PublicDatabase | undefined, metrics: Metrics): RouteGroup {
    return { tag: 'System', routes: forEveryone(readHealth, readReadiness(database), readMetrics(metrics)) };
}
