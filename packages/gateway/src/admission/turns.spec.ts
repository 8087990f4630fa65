// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Turns, type TurnTaker } from './turns';

const ROOM = 100;

/** Returns a taker from one connection. */
function taker(onWait: (giveUp: () => void) => void = () => undefined, network = 'a'): TurnTaker {
    return { source: { network, connection: CONNECTION }, refuse: () => new Error('refused'), onWait };
}

const CONNECTION = {};

describe('the turns of a user', () => {
    /** Starts calls that end when their promise does. */
    function begin(turns: Turns, count: number, networks: readonly string[] = []) {
        const begun: number[] = [];
        const ends = Array.from({ length: count }, () => Promise.withResolvers<number>());
        const giveUps: (() => void)[] = [];
        const calls = ends.map(({ promise }, index) =>
            turns
                .run(
                    () => {
                        begun.push(index);
                        return promise;
                    },
                    taker(giveUp => giveUps.push(giveUp), networks[index])
                )
                .catch((error: unknown) => error)
        );
        return { begun, ends, calls, giveUps };
    }

    it('run a few calls at the same time, and the others in their order', async () => {
        const turns = new Turns(2, 60_000, ROOM);
        const { begun, ends, calls } = begin(turns, 5);
        expect(begun).to.deep.equal([0, 1]);
        ends[1]?.resolve(1);
        await calls[1];
        expect(begun).to.deep.equal([0, 1, 2]);
        ends.forEach(({ resolve }, index) => resolve(index));
        expect(await Promise.all(calls)).to.deep.equal([0, 1, 2, 3, 4]);
        expect(begun).to.deep.equal([0, 1, 2, 3, 4]);
        expect(turns.isIdle).to.equal(true);
    });

    it('pass on after a failure', async () => {
        const turns = new Turns(1, 60_000, ROOM);
        const failure = turns.run(() => Promise.reject(new Error('failed')), taker()).catch(String);
        expect([await failure, await turns.run(() => Promise.resolve(7), taker())]).to.deep.equal(['Error: failed', 7]);
        expect(turns.isIdle).to.equal(true);
    });

    it('refuse a call that waited for too long, and one whose client has left', async () => {
        for (const patience of [1, 60_000]) {
            const turns = new Turns(1, patience, ROOM);
            const { begun, ends, calls, giveUps } = begin(turns, 2);
            if (patience > 1) {
                giveUps.forEach(giveUp => giveUp());
            }
            expect(String(await calls[1])).to.equal('Error: refused');
            ends[0]?.resolve(0);
            await calls[0];
            expect(begun).to.deep.equal([0]);
            expect(turns.isIdle).to.equal(true);
        }
    });

    it('refuse the newest call of the source with the most, when too many wait', async () => {
        const turns = new Turns(1, 60_000, 3);
        const { begun, ends, calls } = begin(turns, 6, ['a', 'a', 'a', 'a', 'a', 'b']);
        ends.forEach(({ resolve }, index) => resolve(index));
        const ended = (await Promise.all(calls)).map(String);
        expect(ended).to.deep.equal(['0', '1', '2', 'Error: refused', 'Error: refused', '5']);
        expect(begun).to.deep.equal([0, 1, 5, 2]);
        expect(turns.isIdle).to.equal(true);
    });
});
