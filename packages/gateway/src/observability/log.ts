// SPDX-License-Identifier: MIT

import { type DestinationStream, type Logger, pino } from 'pino';

/** Creates a log with one JSON object per line. Never log user content or credentials. */
export function createLog(destination?: DestinationStream): Logger {
    const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' };
    // Synchronous: otherwise pino flushes at exit, and retries forever when the reader has ended.
    return pino(options, destination ?? pino.destination({ sync: true }));
}
