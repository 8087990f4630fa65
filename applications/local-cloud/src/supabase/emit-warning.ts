// SPDX-License-Identifier: MIT

/** Node's own function, if this module is loaded before Supabase Lite. */
export const { emitWarning } = process;
