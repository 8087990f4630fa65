// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { toCloudError } from './postgrest-error';

const HOST = 'cloud.example.org';

describe('an error of PostgREST', () => {
    it('from our functions keeps its code, details and message [FR-118]', () => {
        const error = toCloudError(
            { code: 'PT413', message: 'DOCUMENT_TOO_LARGE', details: '{"size":9}', hint: 'Too large.' },
            413,
            HOST
        );
        expect(error).to.include({ code: 'DOCUMENT_TOO_LARGE', status: 413, message: 'Too large.' });
        expect(error.details).to.deep.equal({ size: 9 });
    });

    it('from our functions keeps details that are not JSON', () => {
        const error = toCloudError({ message: 'FORBIDDEN', details: 'oops' }, 403, HOST);
        expect(error.details).to.deep.equal({ details: 'oops' });
    });

    const cases: ReadonlyArray<[string, unknown, number, string]> = [
        ['no answer', { message: 'TypeError: fetch failed' }, 0, 'SERVICE_UNAVAILABLE'],
        ['an expired token', { code: 'PGRST301', message: 'JWT expired' }, 401, 'UNAUTHORIZED'],
        ['a token that PostgREST refuses with another status', { code: 'PGRST301' }, 400, 'UNAUTHORIZED'],
        ['a function that the caller may not call', { code: '42501' }, 403, 'FORBIDDEN'],
        ['a missing function', { code: 'PGRST202' }, 404, 'SERVICE_UNAVAILABLE'],
        ['a proxy timeout', '<html>', 504, 'SERVICE_UNAVAILABLE'],
        ['a body that a proxy refuses', null, 413, 'DOCUMENT_TOO_LARGE'],
        ['too many requests for a server before the database', {}, 429, 'SERVICE_UNAVAILABLE'],
        ['another mistake of the caller', { code: '22P02' }, 400, 'VALIDATION_ERROR'],
        ['anything else', { code: 'XX000', message: 'secret internals' }, 500, 'INTERNAL_ERROR']
    ];
    for (const [what, error, status, code] of cases) {
        it(`for ${what} becomes ${code}, without the text of the server [FR-117]`, () => {
            const cloudError = toCloudError(error, status, HOST);
            expect(cloudError.code).to.equal(code);
            expect(cloudError.message).to.match(/\.$/).and.not.contain('secret');
        });
    }
});
