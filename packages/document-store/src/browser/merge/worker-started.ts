// SPDX-License-Identifier: MIT

/** The first message of the worker that merges texts: its script has arrived. */
export const STARTED = 'started';
