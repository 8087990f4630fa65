// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { ServerWatch } from './server-watch';

/** Longer than the tests take. */
const NEVER = 10_000_000;

describe('the watch for a server that is away', () => {
    let asked: number;

    beforeEach(() => {
        asked = 0;
    });

    it('asks by itself until the server is there', async () => {
        const found = Promise.withResolvers<void>();
        const watch = new ServerWatch(async () => {
            if (++asked === 3) {
                watch.note(false);
                found.resolve();
            }
        }, 1);
        watch.note(true);
        await found.promise;
        await watch.askNow();
        expect(asked).to.equal(3);
    });

    it('asks at once when it is told to, and once more if it is told so meanwhile', async () => {
        const answer = Promise.withResolvers<void>();
        const watch = new ServerWatch(() => {
            asked++;
            return answer.promise;
        }, NEVER);
        await watch.askNow();
        expect(asked).to.equal(0);
        watch.note(true);
        const asking = watch.askNow();
        await watch.askNow();
        expect(asked, 'at a time').to.equal(1);
        answer.resolve();
        await asking;
        expect(asked).to.equal(2);
        watch.dispose();
        watch.note(true);
        await watch.askNow();
        expect(asked, 'after its end').to.equal(2);
    });
});
