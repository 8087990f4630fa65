// SPDX-License-Identifier: MIT

/**
 * An error that the person who starts the cloud can fix.
 * The message is a sentence that says what to do. It is shown without a stack trace.
 */
export class StartUpError extends Error {
    override readonly name = 'StartUpError';
}
