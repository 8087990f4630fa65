// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { DatabaseError } from 'pg';
import { toCloudError } from './postgres-error';

function databaseError(code: string, message: string, detail?: string): DatabaseError {
    return Object.assign(new DatabaseError(message, 0, 'error'), { code, detail, hint: 'Try again.' });
}

describe('an error of PostgreSQL', () => {
    it('keeps the code, message and details of one of our functions [FR-118]', () => {
        const error = toCloudError(databaseError('PT409', 'OPTIMISTIC_LOCK_CONFLICT', '{"current_version": 7}'));
        expect(error).to.include({ code: 'OPTIMISTIC_LOCK_CONFLICT', status: 409, message: 'Try again.' });
        expect(error.details).to.deep.equal({ current_version: 7 });
    });

    for (const [code, what, expected] of [
        ['25006', 'a read-only server', 'SERVICE_UNAVAILABLE'],
        ['40P01', 'a deadlock', 'SERVICE_UNAVAILABLE'],
        ['42P01', 'a missing table', 'SERVICE_UNAVAILABLE'],
        ['42883', 'a missing function', 'SERVICE_UNAVAILABLE'],
        ['53300', 'too many connections', 'SERVICE_UNAVAILABLE'],
        ['57014', 'a statement timeout', 'SERVICE_UNAVAILABLE'],
        ['57P01', 'a server shutdown', 'SERVICE_UNAVAILABLE'],
        ['58030', 'a disk error', 'SERVICE_UNAVAILABLE'],
        ['XX000', 'a pooler without a connection', 'SERVICE_UNAVAILABLE'],
        ['22P02', 'an invalid argument', 'VALIDATION_ERROR'],
        ['42501', 'a missing privilege', 'FORBIDDEN'],
        ['42601', 'a syntax error', 'INTERNAL_ERROR']
    ] as const) {
        it(`for ${what} becomes ${expected}, without the text of the server [FR-117]`, () => {
            const error = toCloudError(databaseError(code, 'secret internals', 'Key (email)=(ada@example.com)'));
            expect(error.code).to.equal(expected);
            expect(JSON.stringify([error.message, error.details])).not.to.match(/secret|ada/);
        });
    }

    it('without a code becomes SERVICE_UNAVAILABLE', () => {
        expect(CloudError.is(toCloudError(new Error('connect ECONNREFUSED')), 'SERVICE_UNAVAILABLE')).to.equal(true);
    });

    it('is thrown again when it is a bug of this program', () => {
        expect(() => toCloudError(new TypeError('x is not a function'))).to.throw(TypeError);
    });
});
