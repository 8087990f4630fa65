// SPDX-License-Identifier: MIT

/** An error that the operator can fix. It is printed without a stack trace. */
export class AdminError extends Error {}

/** A command that was not understood. */
export class UsageError extends AdminError {}
