// SPDX-License-Identifier: MIT

import { raisedError } from '@sanyam/store';
import { CloudError, type ErrorCode } from '@sanyam/types';
import { DatabaseError } from 'pg';

/** What PostgreSQL's error codes (appendix A of its manual) mean here, by how they begin; the first that fits holds. */
const MEANINGS: readonly [beginning: string, code: ErrorCode, sentence: string][] = [
    ['42501', 'FORBIDDEN', 'You are not allowed to do this.'],
    // No such function, table, schema or type: the migrations are older than this code.
    ['42P01', 'SERVICE_UNAVAILABLE', 'The database has not been brought up to date.'],
    ['42883', 'SERVICE_UNAVAILABLE', 'The database has not been brought up to date.'],
    ['3F', 'SERVICE_UNAVAILABLE', 'The database has not been brought up to date.'],
    // A standby, or a server that is out of disk.
    ['25006', 'SERVICE_UNAVAILABLE', 'The database takes no changes at the moment.'],
    ['22', 'VALIDATION_ERROR', 'The database cannot take this.'],
    ['23', 'VALIDATION_ERROR', 'The database cannot take this.'],
    // The connection, its login, deadlocks and other conflicts, resources, what an operator or a timeout ended.
    ['08', 'SERVICE_UNAVAILABLE', 'The database cannot be reached.'],
    ['28', 'SERVICE_UNAVAILABLE', 'The database does not let the gateway in.'],
    ['3D', 'SERVICE_UNAVAILABLE', 'The database does not exist.'],
    ['40', 'SERVICE_UNAVAILABLE', 'The database was busy with a change of the same things.'],
    ['53', 'SERVICE_UNAVAILABLE', 'The database is out of room.'],
    ['55', 'SERVICE_UNAVAILABLE', 'The database was busy with a change of the same things.'],
    ['54', 'SERVICE_UNAVAILABLE', 'The database is out of room.'],
    ['57', 'SERVICE_UNAVAILABLE', 'The database stopped what it did.'],
    // Its disk or its files; also what poolers say when they have no connection to lend.
    ['58', 'SERVICE_UNAVAILABLE', 'The database failed.'],
    ['F0', 'SERVICE_UNAVAILABLE', 'The database failed.'],
    ['XX', 'SERVICE_UNAVAILABLE', 'The database failed.']
];

/** What a failed statement means. @throws TypeError and its like again, which are mistakes of this program */
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
    // The driver has no code for a connection that is refused, lost, or never made.
    return new CloudError('SERVICE_UNAVAILABLE', 'The database cannot be reached.', {}, { cause: error });
}
