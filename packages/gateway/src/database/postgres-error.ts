// SPDX-License-Identifier: MIT

import { raisedError } from '@sanyam/store';
import { CloudError, type ErrorCode } from '@sanyam/types';
import { DatabaseError } from 'pg';

/** The meaning of PostgreSQL's error codes (appendix A of its manual) by prefix. The first match applies. */
const MEANINGS: readonly [beginning: string, code: ErrorCode, sentence: string][] = [
    ['42501', 'FORBIDDEN', 'You are not allowed to do this.'],
    // No such function, table, schema or type: the migrations are older than this code.
    ['42P01', 'SERVICE_UNAVAILABLE', 'The database is not up to date.'],
    ['42883', 'SERVICE_UNAVAILABLE', 'The database is not up to date.'],
    ['3F', 'SERVICE_UNAVAILABLE', 'The database is not up to date.'],
    // A standby, or a server that is out of disk.
    ['25006', 'SERVICE_UNAVAILABLE', 'The database is read-only at the moment.'],
    ['22', 'VALIDATION_ERROR', 'The database cannot store this value.'],
    ['23', 'VALIDATION_ERROR', 'The database cannot store this value.'],
    // Connections, logins, deadlocks and other conflicts, resources, and statements that an operator or a timeout
    // ended.
    ['08', 'SERVICE_UNAVAILABLE', 'The database is unreachable.'],
    ['28', 'SERVICE_UNAVAILABLE', 'The database refuses the login of the gateway.'],
    ['3D', 'SERVICE_UNAVAILABLE', 'The database does not exist.'],
    ['40', 'SERVICE_UNAVAILABLE', 'Another change of the same data is running.'],
    ['53', 'SERVICE_UNAVAILABLE', 'The database has no resources left.'],
    ['55', 'SERVICE_UNAVAILABLE', 'Another change of the same data is running.'],
    ['54', 'SERVICE_UNAVAILABLE', 'The database has no resources left.'],
    ['57', 'SERVICE_UNAVAILABLE', 'The database ended the request.'],
    // The disk or files of the database, or a pooler without a free connection.
    ['58', 'SERVICE_UNAVAILABLE', 'The database failed.'],
    ['F0', 'SERVICE_UNAVAILABLE', 'The database failed.'],
    ['XX', 'SERVICE_UNAVAILABLE', 'The database failed.']
];

/** Converts the error of a statement. @throws TypeError and RangeError again, because they are bugs of this program */
export function toCloudError(error: unknown): CloudError {
    if (error instanceof DatabaseError) {
        const raised = raisedError({ ...error, message: error.message, details: error.detail });
        if (raised !== undefined) {
            return raised;
        }
        const [, code, sentence] = MEANINGS.find(([beginning]) => error.code?.startsWith(beginning)) ?? [];
        return new CloudError(code ?? 'INTERNAL_ERROR', sentence ?? 'The database failed.', {}, { cause: error });
    }
    if (error instanceof TypeError || error instanceof RangeError) {
        throw error;
    }
    // The driver has no code for a refused or lost connection.
    return new CloudError('SERVICE_UNAVAILABLE', 'The database is unreachable.', {}, { cause: error });
}
