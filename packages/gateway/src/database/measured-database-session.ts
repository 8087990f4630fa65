// SPDX-License-Identifier: MIT

import type { CallOptions, DatabaseSession, FunctionArguments } from '@sanyam/store';
import type { Metrics } from '../observability/metrics';
import { timed } from './call-timer';

/** A session that records its calls in the metrics. */
export class MeasuredDatabaseSession implements DatabaseSession {
    constructor(
        private readonly session: DatabaseSession,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    call(functionName: string, functionArguments: FunctionArguments, options?: CallOptions): Promise<unknown> {
        return timed(this.metrics, functionName, () => this.session.call(functionName, functionArguments, options));
    }
}
