// SPDX-License-Identifier: MIT

import type { DatabaseSession, FunctionArguments } from '@sanyam/document-store/lib/common';
import { CloudError } from '@sanyam/types';
import type { Metrics } from '../observability/metrics';

/** Observes how long each call of the database takes, and how it ends. */
export class MeasuredDatabaseSession implements DatabaseSession {
    constructor(
        private readonly session: DatabaseSession,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    async call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown> {
        const observe = this.metrics.databaseCalls.startTimer({ function: functionName });
        try {
            const answer = await this.session.call(functionName, functionArguments, signal);
            observe({ outcome: 'ok' });
            return answer;
        } catch (error) {
            observe({ outcome: error instanceof CloudError ? error.code : 'failed' });
            throw error;
        }
    }
}
