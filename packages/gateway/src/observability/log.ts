// SPDX-License-Identifier: MIT

import { type DestinationStream, type Logger, pino } from 'pino';

/** One JSON object a line. Nothing of what users write, or sign in with, is ever given to it. */
export function createLog(destination?: DestinationStream): Logger {
    const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' };
    // Synchronous: what pino holds back it writes at the end, again and again where the reader has ended, and for ever.
    return pino(options, destination ?? pino.destination({ sync: true }));
}
