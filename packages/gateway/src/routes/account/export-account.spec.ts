// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { linesOf } from './export-account';

describe('the pages of an export', () => {
    /** Returns the lines of an export of three pages whose token is valid for some of them. */
    async function linesWhile(valid: number): Promise<string[]> {
        let pages = 0;
        const account = {
            async *exportPages(cursor: string | undefined) {
                for (const after of [cursor, '1', '2']) {
                    pages++;
                    yield `{\n"after": "${after}"}`;
                }
            }
        };
        const request = {
            account,
            runPage: <T>(make: () => Promise<T>) => make(),
            verifyAgain: async () => pages < valid
        };
        const made: string[] = [];
        for await (const line of linesOf(request, 'begin', new AbortController().signal)) {
            made.push(line);
        }
        return made;
    }
    const lines = ['begin', '1', '2'].map(cursor => `{ "after": "${cursor}"}\n`);

    it('are all made while the token is valid, each in one line', async () => {
        expect(await linesWhile(3)).to.deep.equal(lines);
    });

    it('end before the next one when the token has expired', async () => {
        expect(await linesWhile(2)).to.deep.equal(lines.slice(0, 2));
        expect(await linesWhile(1)).to.deep.equal(lines.slice(0, 1));
    });
});
