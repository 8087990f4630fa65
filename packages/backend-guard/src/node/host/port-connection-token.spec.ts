// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { PortConnectionToken } from './port-connection-token';

describe('the connection token of a port', () => {
    class TestedToken extends PortConnectionToken {
        constructor() {
            super();
            Object.assign(this, { browserConnectionToken: { value: 'right' } });
        }

        read(cookie: string | undefined): string | undefined {
            const headers = { host: '127.0.0.1:3000', cookie };
            return this.getTokenFromCookie({ headers } as IncomingMessage);
        }
    }

    const name = 'theia-connection-token-3000';
    for (const [cookie, token] of [
        [`${name}=right`, 'right'],
        [`${name}=set-by-another-page; ${name}=right`, 'right'],
        [`${name}=right; ${name}=set-by-another-page`, 'right'],
        [`${name}=wrong`, 'wrong'],
        ['theia-connection-token-3001=right', undefined],
        [undefined, undefined]
    ] as const) {
        it(`in “${cookie}” is ${token}`, () => expect(new TestedToken().read(cookie)).to.equal(token));
    }
});
