// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import type { Credentials } from '../identity/caller';
import { Metrics } from '../observability/metrics';
import { FairUse, fairLimits } from './fair-use';
import type { Visit } from './visit';

const LIMITS = {
    requestsOfUser: 2,
    bytesOfUser: 100,
    callsOfUser: 1,
    patience: 60_000,
    requestsOfAll: 100,
    bytesOfAll: 150
};

const session = (userId: string): Credentials => ({ kind: 'session', userId, accessToken: '' });
const key = (secretHash: string): Credentials => ({ kind: 'api-key', secretHash });

/** Ends all of a request. */
function end(visit: Visit | undefined): void {
    visit?.endAnswer();
    visit?.endWork();
}

function codeOf(work: () => unknown): string | undefined {
    try {
        work();
    } catch (error) {
        return CloudError.is(error) ? error.code : String(error);
    }
    return undefined;
}

describe('fair use', () => {
    let fair: FairUse;
    beforeEach(() => {
        fair = new FairUse(LIMITS, new Metrics());
    });

    it('gives a user a quarter of the connections, and at least two', () => {
        expect([1, 4, 12, 40].map(connections => fairLimits(connections).callsOfUser)).to.deep.equal([2, 2, 3, 10]);
    });

    it('limits the requests of a user, until one of them ends', () => {
        const visits = [fair.enter(session('ada')), fair.enter(session('ada'))];
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        fair.enter(session('bob'));
        end(visits[0]);
        end(visits[0]);
        fair.enter(session('ada'));
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('counts all keys and sessions of a user together, from the first answer on', () => {
        const first = fair.enter(key('a'));
        first.belongsTo('ada');
        first.belongsTo('ada');
        fair.enter(session('ada'));
        expect(codeOf(() => fair.enter(key('a')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        end(first);
        fair.enter(key('a'));
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('does not limit the requests with keys that nobody knows yet', () => {
        Array.from({ length: 50 }, (_, index) => fair.enter(key(`invented ${index}`)));
        expect(codeOf(() => fair.enter(key('a new one')))).to.equal(undefined);
    });

    it('limits the bytes that the requests of a user hold, but never a single request', () => {
        const alone = fair.enter(session('ada'));
        alone.hold(1000);
        const other = fair.enter(session('ada'));
        expect(codeOf(() => other.hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        end(alone);
        other.hold(60);
        const third = fair.enter(session('ada'));
        third.hold(40);
        expect(codeOf(() => third.hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('limits the requests of all users, until one of them ends', () => {
        const visits = Array.from({ length: LIMITS.requestsOfAll }, (_, user) => fair.enter(session(`user ${user}`)));
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('SERVER_BUSY');
        end(visits[7]);
        fair.enter(session('ada'));
        expect(codeOf(() => fair.enter(session('bob')))).to.equal('SERVER_BUSY');
    });

    it('limits the bytes that the requests of all users hold', () => {
        const [ada, bob] = [fair.enter(session('ada')), fair.enter(session('bob'))];
        ada.hold(80);
        bob.hold(70);
        expect(codeOf(() => bob.hold(1))).to.equal('SERVER_BUSY');
        end(ada);
        bob.hold(1);
    });

    it('calls nothing while the answers of a user wait to be taken', async () => {
        const [first, second] = [fair.enter(session('ada')), fair.enter(session('ada'))];
        first.keep(101);
        const failure: unknown = await second.run(() => Promise.resolve(1)).catch((error: unknown) => error);
        expect(failure).to.have.property('code', 'TOO_MANY_CONCURRENT_REQUESTS');
        end(first);
        expect(await second.run(() => Promise.resolve(1))).to.equal(1);
    });

    it('lets a user call the database in turns, and other users at the same time', async () => {
        const slow = Promise.withResolvers<string>();
        const calls = [fair.enter(session('ada')), fair.enter(session('ada'))].map((visit, index) =>
            visit.run(() => (index === 0 ? slow.promise : Promise.resolve('second')))
        );
        expect(await fair.enter(session('bob')).run(() => Promise.resolve('bob'))).to.equal('bob');
        slow.resolve('first');
        expect(await Promise.all(calls)).to.deep.equal(['first', 'second']);
    });

    it('ends the wait of a request whose client has left', async () => {
        const slow = Promise.withResolvers<string>();
        const first = fair.enter(session('ada')).run(() => slow.promise);
        const visit = fair.enter(session('ada'));
        const waiting = visit.run(() => Promise.resolve('second')).catch((error: unknown) => error);
        visit.endAnswer();
        expect(await waiting).to.have.property('code', 'TOO_MANY_CONCURRENT_REQUESTS');
        slow.resolve('first');
        expect(await first).to.equal('first');
    });

    it('counts a request whose client has gone until its work has ended', () => {
        const gone = [fair.enter(session('ada')), fair.enter(session('ada'))];
        gone.forEach(visit => visit.endAnswer());
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        gone[0]?.keep(101);
        gone[1]?.endWork();
        expect(codeOf(() => fair.enter(session('ada')).hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        gone[0]?.endWork();
        fair.enter(session('ada')).hold(1);
    });

    it('lets the calls after a client has gone take turns with the calls of the same user', async () => {
        const slow = Promise.withResolvers<string>();
        const gone = fair.enter(session('ada'));
        gone.endAnswer();
        const late = gone.run(() => slow.promise);
        let hasRun = false;
        const next = fair.enter(session('ada')).run(() => Promise.resolve((hasRun = true)));
        await new Promise(setImmediate);
        expect(hasRun).to.equal(false);
        slow.resolve('late');
        expect(await late).to.equal('late');
        expect(await next).to.equal(true);
    });

    it('keeps the load of a user when a call of an ended request of the same user ends', async () => {
        const former = fair.enter(session('ada'));
        end(former);
        const slow = Promise.withResolvers<undefined>();
        const late = former.run(() => slow.promise);
        [1, 2].forEach(() => fair.enter(session('ada')));
        slow.resolve(undefined);
        await late;
        expect(codeOf(() => fair.enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('counts a request that did not get to the database with the next one', () => {
        fair.enter(session('ada')).noteUncounted();
        fair.enter(session('ada')).noteUncounted();
        const other = fair.enter(session('bob'));
        expect(other.takeUncounted()).to.equal(0);
        end(other);
        const fresh = new FairUse({ ...LIMITS, requestsOfUser: 10 }, new Metrics());
        fresh.enter(session('ada')).noteUncounted();
        fresh.enter(session('ada')).noteUncounted();
        expect(fresh.enter(session('ada')).takeUncounted()).to.equal(2);
        expect(fresh.enter(session('ada')).takeUncounted()).to.equal(0);
    });
});
