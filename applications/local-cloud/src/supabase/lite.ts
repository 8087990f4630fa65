// SPDX-License-Identifier: MIT

import { emitWarning } from './emit-warning.js';

export { App, getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite';
export { PostgresConnection } from '@supabase/lite/postgres';

// Supabase Lite replaces the function by one that throws when a warning is an Error, as most of Node's warnings are.
process.emitWarning = emitWarning;
