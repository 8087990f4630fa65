// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { withPlainPath } from './plain-path.js';

describe('the path of a request', () => {
    const pathOf = (path: string): string | number => {
        const plain = withPlainPath(new Request(`http://127.0.0.1${path}`, { method: 'POST', body: 'text' }));
        return plain instanceof Response ? plain.status : plain.url.slice('http://127.0.0.1'.length);
    };

    for (const [path, plain] of [
        ['/auth/v1/signup?a=%41', '/auth/v1/signup?a=%41'],
        ['/auth/v1/%73ignup', '/auth/v1/signup'],
        ['/%61uth/v1%2Fsignup?a=1', '/auth/v1/signup?a=1'],
        ['/rest/v1/a%20table', '/rest/v1/a%20table'],
        ['/rest/v1/%3Fselect=1%23', '/rest/v1/%3Fselect=1%23'],
        ['/auth/v1/%2573ignup', '/auth/v1/%2573ignup'],
        ['/auth/v1/%ff', 400]
    ] as const) {
        it(`${path} is ${plain}`, () => expect(pathOf(path)).to.equal(plain));
    }

    it('leaves the body and the method as they are', async () => {
        const request = new Request('http://127.0.0.1/%61', { method: 'PUT', body: 'text' });
        const plain = withPlainPath(request) as Request;
        expect([plain.method, await plain.text()]).to.deep.equal(['PUT', 'text']);
    });
});
