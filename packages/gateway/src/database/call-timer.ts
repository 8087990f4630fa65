// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Metrics } from '../observability/metrics';

/** Runs a database call. Records its duration and its outcome in the metrics. */
export async function timed<T>(
    { databaseCalls }: Pick<Metrics, 'databaseCalls'>,
    functionName: string,
    call: () => Promise<T>
): Promise<T> {
    const observe = databaseCalls.startTimer({ function: functionName });
    try {
        const answer = await call();
        observe({ outcome: 'ok' });
        return answer;
    } catch (error) {
        observe({ outcome: error instanceof CloudError ? error.code : 'failed' });
        throw error;
    }
}
