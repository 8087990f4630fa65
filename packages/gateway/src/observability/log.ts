// SPDX-License-Identifier: MIT

import { type DestinationStream, type Logger, pino } from 'pino';

/** Lines are written when there are so many bytes of them, or so many milliseconds after the first. */
const BATCH = { minLength: 8192, periodicFlush: 100 };

/** One JSON object a line. Nothing of what users write, or sign in with, is ever given to it. */
export function createLog(destination?: DestinationStream): Logger {
    const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' };
    // A request does not wait until its line is written; what is left at the end is.
    return pino(options, destination ?? pino.destination({ sync: false, ...BATCH }));
}
