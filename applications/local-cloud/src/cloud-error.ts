// SPDX-License-Identifier: MIT

/**
 * Something that the person who starts the cloud can mend.
 * Its message is a whole sentence that says what to do, and is shown without a stack trace.
 */
export class CloudError extends Error {
    override readonly name = 'CloudError';
}
