// SPDX-License-Identifier: MIT

import { type DestinationStream, type Logger, pino } from 'pino';

/** One JSON object a line. Nothing of what users write, or sign in with, is ever given to it. */
export function createLog(destination?: DestinationStream): Logger {
    const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' };
    // Each line is written before the next thing is done: pino's lines that wait keep a process whose reader has ended.
    return destination === undefined ? pino(options) : pino(options, destination);
}
