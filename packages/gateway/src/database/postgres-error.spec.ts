// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { DatabaseError } from 'pg';
import { toCloudError } from './postgres-error';

function databaseError(code: string, message: string, detail?: string): DatabaseError {
    return Object.assign(new DatabaseError(message, 0, 'error'), { code, detail, hint: 'Try again.' });
}

describe('An error of PostgreSQL', () => {
    it('that a function of ours raised keeps its code, sentence and details', () => {
        const error = toCloudError(databaseError('PT409', 'OPTIMISTIC_LOCK_CONFLICT', '{"current_version": 7}'));
        expect(error).to.include({ code: 'OPTIMISTIC_LOCK_CONFLICT', status: 409, message: 'Try again.' });
        expect(error.details).to.deep.equal({ current_version: 7 });
    });

    for (const [code, what, expected] of [
        ['25006', 'a server that takes no changes', 'SERVICE_UNAVAILABLE'],
        ['40P01', 'a deadlock', 'SERVICE_UNAVAILABLE'],
        ['42P01', 'a table that is not there yet', 'SERVICE_UNAVAILABLE'],
        ['42883', 'a function that is not there yet', 'SERVICE_UNAVAILABLE'],
        ['53300', 'too many connections', 'SERVICE_UNAVAILABLE'],
        ['57014', 'a statement that took too long', 'SERVICE_UNAVAILABLE'],
        ['57P01', 'a server that stops', 'SERVICE_UNAVAILABLE'],
        ['58030', 'a disk that fails', 'SERVICE_UNAVAILABLE'],
        ['XX000', 'a pooler without a connection', 'SERVICE_UNAVAILABLE'],
        ['22P02', 'what cannot be an argument', 'VALIDATION_ERROR'],
        ['42501', 'what is not allowed', 'FORBIDDEN'],
        ['42601', 'a mistake in a statement', 'INTERNAL_ERROR']
    ] as const) {
        it(`for ${what} is ${expected}, without the server's words`, () => {
            const error = toCloudError(databaseError(code, 'secret internals', 'Key (email)=(ada@example.com)'));
            expect(error.code).to.equal(expected);
            expect(JSON.stringify([error.message, error.details])).not.to.match(/secret|ada/);
        });
    }

    it('without a code is a connection that was not to be had', () => {
        expect(CloudError.is(toCloudError(new Error('connect ECONNREFUSED')), 'SERVICE_UNAVAILABLE')).to.equal(true);
    });

    it('is none when this program is mistaken', () => {
        expect(() => toCloudError(new TypeError('x is not a function'))).to.throw(TypeError);
    });
});
