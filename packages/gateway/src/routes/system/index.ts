// SPDX-License-Identifier: MIT

import type { PublicDatabase } from '../../database/public-database';
import type { Metrics } from '../../observability/metrics';
import type { RouteGroup } from '../operation';
import { readHealth } from './read-health';
import { readMetrics } from './read-metrics';
import { readReadiness } from './read-readiness';

export function system(database: PublicDatabase | undefined, metrics: Metrics): RouteGroup {
    return { tag: 'System', operations: [readHealth, readReadiness(database), readMetrics(metrics)] };
}
