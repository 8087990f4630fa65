// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Metrics } from '../observability/metrics';

/** Observes how long a call of the database takes, and how it ends. */
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
