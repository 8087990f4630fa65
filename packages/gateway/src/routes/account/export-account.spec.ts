// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FairUse, fairLimits } from '../../admission/fair-use';
import { Metrics } from '../../observability/metrics';
import { linesOf } from './export-account';

describe('the pages of an export', () => {
    let turns = 0;
    beforeEach(() => (turns = 0));

    /** Returns the lines of an export of three pages whose token is valid for some of them. */
    async function linesWhile(valid: number): Promise<string[]> {
        const cursors = ['begin', '1', '2', null];
        let pages = 0;
        const account = {
            exportPage: (cursor: string | undefined) => {
                expect(cursor).to.equal(cursors[pages]);
                return Promise.resolve({ json: `{\n"after": "${cursor}"}`, nextCursor: cursors[++pages] ?? null });
            }
        };
        const request = {
            account,
            runPage: <T>(make: () => Promise<T>) => {
                turns++;
                return make();
            },
            verifyAgain: () => Promise.resolve(pages < valid)
        };
        const next = linesOf(request, 'begin', new AbortController().signal);
        const made: string[] = [];
        for (let line = await next(); line !== undefined; line = await next()) {
            made.push(line.toString());
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

    it('end without another turn, for which a complete export could wait in vain', async () => {
        await linesWhile(3);
        expect(turns).to.equal(3);
    });

    it('keep their turn until the database has made them, also when the client has gone', async () => {
        const fair = new FairUse({ ...fairLimits(4), pagesOfAll: 1 }, new Metrics());
        const asked: string[] = [];
        const made = Promise.withResolvers<{ json: string; nextCursor: string | null }>();
        const begin = (userId: string, signal: AbortSignal) => {
            const visit = fair.visit(
                { kind: 'session', userId, accessToken: '' },
                { network: '192.0.2.1', connection: {} }
            );
            visit.enter();
            const account = {
                exportPage: () => {
                    asked.push(userId);
                    return made.promise;
                }
            };
            return linesOf(
                { account, runPage: visit.runPage, verifyAgain: () => Promise.resolve(true) },
                'begin',
                signal
            )();
        };
        const gone = new AbortController();
        const first = begin('ada', gone.signal).catch((error: unknown) => error);
        const second = begin('bob', new AbortController().signal);
        const third = new AbortController();
        const neverAsked = begin('eve', third.signal).catch((error: unknown) => error);
        await setImmediate();
        gone.abort('gone');
        third.abort('gone');
        expect([await first, await neverAsked]).to.deep.equal(['gone', 'gone']);
        await setImmediate();
        expect(asked).to.deep.equal(['ada']);
        made.resolve({ json: '{}', nextCursor: null });
        expect(String(await second)).to.equal('{}\n');
        expect(asked).to.deep.equal(['ada', 'bob']);
    });

    it('leave only their bytes in memory, and not the text that they were made from', async () => {
        setFlagsFromString('--expose-gc');
        const collectGarbage = runInNewContext('gc') as () => void;
        // Of two bytes a character in memory.
        const page = Buffer.from(`{"text":"${'x'.repeat(4_000_000)}अ"}`);
        const request = {
            account: { exportPage: () => Promise.resolve({ json: page.toString(), nextCursor: 'next' }) },
            runPage: <T>(make: () => Promise<T>) => make(),
            verifyAgain: () => Promise.resolve(true)
        };
        /** Tests before this one leave garbage, which goes in several steps. */
        const taken = async () => {
            let last: number;
            let present = Infinity;
            do {
                last = present;
                collectGarbage();
                await setImmediate();
                const { external, heapUsed } = process.memoryUsage();
                present = external + heapUsed;
            } while (last - present > 100_000);
            return present;
        };
        const before = await taken();
        const exports = Array.from({ length: 8 }, () => linesOf(request, undefined, new AbortController().signal));
        const lines = await Promise.all(exports.map(next => next()));
        const bytes = lines.reduce((sum, line) => sum + (line?.byteLength ?? 0), 0);
        expect(bytes).to.be.above(32_000_000);
        expect((await taken()) - before).to.be.within(bytes / 2, bytes * 1.5);
        // They are still in use here.
        expect(exports).to.have.lengthOf(lines.length);
    });
});
