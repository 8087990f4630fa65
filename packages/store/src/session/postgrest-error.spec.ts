// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { toCloudError } from './postgrest-error';

const HOST = 'cloud.example.org';

describe('an error of PostgREST', () => {
    it('of ours keeps its code, details and sentence', () => {
        const error = toCloudError(
            { code: 'PT413', message: 'DOCUMENT_TOO_LARGE', details: '{"size":9}', hint: 'Too large.' },
            413,
            HOST
        );
        expect(error).to.include({ code: 'DOCUMENT_TOO_LARGE', status: 413, message: 'Too large.' });
        expect(error.details).to.deep.equal({ size: 9 });
    });

    it('of ours survives details that are no JSON', () => {
        const error = toCloudError({ message: 'FORBIDDEN', details: 'oops' }, 403, HOST);
        expect(error.details).to.deep.equal({ details: 'oops' });
    });

    const cases: ReadonlyArray<[string, unknown, number, string]> = [
        ['no answer', { message: 'TypeError: fetch failed' }, 0, 'SERVICE_UNAVAILABLE'],
        ['an expired token', { code: 'PGRST301', message: 'JWT expired' }, 401, 'UNAUTHORIZED'],
        ['a token that PostgREST refuses with another status', { code: 'PGRST301' }, 400, 'UNAUTHORIZED'],
        ['a function that is not the caller’s to call', { code: '42501' }, 403, 'FORBIDDEN'],
        ['a function that is not there', { code: 'PGRST202' }, 404, 'SERVICE_UNAVAILABLE'],
        ['a proxy that gave up', '<html>', 504, 'SERVICE_UNAVAILABLE'],
        ['a body that a proxy refuses', null, 413, 'DOCUMENT_TOO_LARGE'],
        ['too many requests', {}, 429, 'RATE_LIMIT_EXCEEDED'],
        ['anything that the caller got wrong', { code: '22P02' }, 400, 'VALIDATION_ERROR'],
        ['anything else', { code: 'XX000', message: 'secret internals' }, 500, 'INTERNAL_ERROR']
    ];
    for (const [what, error, status, code] of cases) {
        it(`for ${what} is ${code}, in words of our own`, () => {
            const cloudError = toCloudError(error, status, HOST);
            expect(cloudError.code).to.equal(code);
            expect(cloudError.message).to.match(/\.$/).and.not.contain('secret');
        });
    }
});
