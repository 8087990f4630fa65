// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import type { Credentials } from '../identity/caller';
import { Metrics } from '../observability/metrics';
import { FairUse, fairLimits } from './fair-use';
import type { Source } from './source';
import type { Visit } from './visit';

const LIMITS = {
    requestsOfUser: 2,
    bytesOfUser: 100,
    callsOfUser: 1,
    pagesOfAll: 1,
    patienceOfPages: 60_000,
    strangers: 5,
    patience: 60_000,
    requestsOfAll: 100,
    bytesOfAll: 150,
    refusalsOfUser: 2,
    refusalsOfAll: 3
};

const SOURCE: Source = { network: '192.0.2.1', connection: {} };

const session = (userId: string): Credentials => ({ kind: 'session', userId, accessToken: '' });
const key = (secretHash: string): Credentials => ({ kind: 'api-key', secretHash });

function entered(fair: FairUse, credentials: Credentials, source = SOURCE): Visit {
    const visit = fair.visit(credentials, source);
    visit.enter();
    return visit;
}

/** Ends all of a request. */
function end(visit: Visit | undefined): void {
    visit?.endAnswer();
    visit?.endWork();
}

function codeOf(work: () => unknown): string | undefined {
    try {
        work();
    } catch (error) {
        return codeOfError(error);
    }
    return undefined;
}

function codeOfError(error: unknown): string {
    return CloudError.is(error) ? error.code : String(error);
}

describe('fair use', () => {
    let fair: FairUse;
    const enter = (credentials: Credentials, source = SOURCE) => entered(fair, credentials, source);
    beforeEach(() => {
        fair = new FairUse(LIMITS, new Metrics());
    });

    it('gives a user a quarter of the connections, and at least two', () => {
        expect([1, 4, 12, 40].map(connections => fairLimits(connections).callsOfUser)).to.deep.equal([2, 2, 3, 10]);
    });

    it('makes a few pages of exports at the same time, whoever exports, and other calls meanwhile', async () => {
        const [ada, bob] = [enter(session('ada')), enter(session('bob'))];
        const [first, made] = [Promise.withResolvers<undefined>(), [] as string[]];
        const pageOf = (visit: Visit, user: string, until?: Promise<undefined>) =>
            visit.runPage(() =>
                visit.run(async () => {
                    await until;
                    made.push(user);
                })
            );
        const pages = [pageOf(ada, 'ada', first.promise), pageOf(bob, 'bob')];
        await bob.run(async () => void made.push('other'));
        expect(made).to.deep.equal(['other']);
        first.resolve(undefined);
        await Promise.all(pages);
        expect(made).to.deep.equal(['other', 'ada', 'bob']);
    });

    it('lets a page go that waits for its turn when its client has gone', async () => {
        const [ada, bob] = [enter(session('ada')), enter(session('bob'))];
        const first = Promise.withResolvers<undefined>();
        const running = ada.runPage(() => first.promise);
        const waiting = bob.runPage(() => Promise.reject(new Error('It ran.'))).catch(codeOfError);
        bob.endAnswer();
        expect(await waiting).to.equal('SERVER_BUSY');
        first.resolve(undefined);
        await running;
    });

    it('streams one export to a user, and to each user', () => {
        const cut: string[] = [];
        const [first, second] = [enter(session('ada')), enter(session('ada'))];
        first.beginExport(() => cut.push('first'));
        enter(session('bob')).beginExport(() => cut.push('of bob'));
        expect(cut).to.deep.equal([]);
        second.beginExport(() => cut.push('second'));
        expect(cut).to.deep.equal(['first']);
        end(first);
        end(second);
        enter(session('ada')).beginExport(() => cut.push('third'));
        expect(cut).to.deep.equal(['first']);
    });

    it('limits the requests of a user, until one of them ends', () => {
        const visits = [enter(session('ada')), enter(session('ada'))];
        expect(codeOf(() => enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        enter(session('bob'));
        end(visits[0]);
        end(visits[0]);
        enter(session('ada'));
        expect(codeOf(() => enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('counts all keys and sessions of a user together, from the first answer on', () => {
        const first = enter(key('a'));
        first.belongsTo('ada');
        first.belongsTo('ada');
        enter(session('ada'));
        expect(codeOf(() => enter(key('a')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        end(first);
        enter(key('a'));
        expect(codeOf(() => enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    describe('of unknown API keys', () => {
        /** Looks a key up as it is admitted. The look-up waits for `answer`. Returns its owner, or its error's code. */
        async function lookUp(source: Source, name: string, answer: Promise<unknown>): Promise<string> {
            const visit = enter(key(name), source);
            try {
                await visit.run(() => answer);
                visit.belongsTo(name);
                return name;
            } catch (error) {
                return CloudError.is(error) ? error.code : String(error);
            } finally {
                end(visit);
            }
        }
        const from = (network: string): Source => ({ network, connection: {} });

        it('lets the first request of a new connection wait for its turn, whatever another connection sends', async () => {
            const slow = Promise.withResolvers<undefined>();
            const ended: string[] = [];
            const attacker = from('192.0.2.1');
            const flood = Array.from({ length: 50 }, (_, number) =>
                lookUp(attacker, `invented ${number}`, slow.promise).then(result => ended.push(result))
            );
            const good = ['192.0.2.1', '192.0.2.2'].map((network, number) =>
                lookUp(from(network), `good ${number}`, slow.promise).then(result => ended.push(result))
            );
            slow.resolve(undefined);
            await Promise.all([...flood, ...good]);
            const served = ended.filter(result => result !== 'SERVER_BUSY');
            expect(served.slice(0, 4)).to.have.members(['invented 0', 'invented 1', 'good 0', 'good 1']);
            expect(served).to.have.lengthOf(1 + LIMITS.strangers);
        });

        it('never take the requests of known users', async () => {
            const slow = Promise.withResolvers<undefined>();
            const flood = Array.from({ length: 2 * LIMITS.requestsOfAll }, (_, number) =>
                lookUp(from(`192.0.2.${number}`), `invented ${number}`, slow.promise)
            );
            const calls = [1, 2].map(() => enter(session('ada')).run(() => Promise.resolve('served')));
            expect(await Promise.all(calls)).to.deep.equal(['served', 'served']);
            slow.resolve(undefined);
            await Promise.all(flood);
        });

        it('stop to count when their client goes', async () => {
            const slow = Promise.withResolvers<undefined>();
            const running = enter(key('a'), from('a')).run(() => slow.promise);
            const gone = Array.from({ length: LIMITS.strangers }, (_, number) => {
                const visit = enter(key(`b${number}`), from('b'));
                return { visit, call: visit.run(() => Promise.resolve(1)).catch(() => 'gone') };
            });
            gone.forEach(({ visit }) => visit.endAnswer());
            const last = lookUp(from('c'), 'c', Promise.resolve());
            slow.resolve(undefined);
            await running;
            expect(await last).to.equal('c');
            expect(await Promise.all(gone.map(({ call }) => call))).to.deep.equal(Array(LIMITS.strangers).fill('gone'));
        });
    });

    it('limits the bytes that the requests of a user hold, but never a single request', () => {
        const alone = enter(session('ada'));
        alone.hold(1000);
        const other = enter(session('ada'));
        expect(codeOf(() => other.hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        end(alone);
        other.hold(60);
        const third = enter(session('ada'));
        third.hold(40);
        expect(codeOf(() => third.hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('limits the requests of all users, until one of them ends', () => {
        const visits = Array.from({ length: LIMITS.requestsOfAll }, (_, user) => enter(session(`user ${user}`)));
        expect(codeOf(() => enter(session('ada')))).to.equal('SERVER_BUSY');
        end(visits[7]);
        enter(session('ada'));
        expect(codeOf(() => enter(session('bob')))).to.equal('SERVER_BUSY');
    });

    it('limits the bytes that the requests of all users hold', () => {
        const [ada, bob] = [enter(session('ada')), enter(session('bob'))];
        ada.hold(80);
        bob.hold(70);
        expect(codeOf(() => bob.hold(1))).to.equal('SERVER_BUSY');
        end(ada);
        bob.hold(1);
    });

    it('calls nothing while the answers of a user wait to be taken', async () => {
        const [first, second] = [enter(session('ada')), enter(session('ada'))];
        first.keep(101);
        const failure: unknown = await second.run(() => Promise.resolve(1)).catch((error: unknown) => error);
        expect(failure).to.have.property('code', 'TOO_MANY_CONCURRENT_REQUESTS');
        end(first);
        expect(await second.run(() => Promise.resolve(1))).to.equal(1);
    });

    it('lets a user call the database in turns, and other users at the same time', async () => {
        const slow = Promise.withResolvers<string>();
        const calls = [enter(session('ada')), enter(session('ada'))].map((visit, index) =>
            visit.run(() => (index === 0 ? slow.promise : Promise.resolve('second')))
        );
        expect(await enter(session('bob')).run(() => Promise.resolve('bob'))).to.equal('bob');
        slow.resolve('first');
        expect(await Promise.all(calls)).to.deep.equal(['first', 'second']);
    });

    it('ends the wait of a request whose client has left', async () => {
        const slow = Promise.withResolvers<string>();
        const first = enter(session('ada')).run(() => slow.promise);
        const visit = enter(session('ada'));
        const waiting = visit.run(() => Promise.resolve('second')).catch((error: unknown) => error);
        visit.endAnswer();
        expect(await waiting).to.have.property('code', 'TOO_MANY_CONCURRENT_REQUESTS');
        slow.resolve('first');
        expect(await first).to.equal('first');
    });

    it('counts a request whose client has gone until its work has ended', () => {
        const gone = [enter(session('ada')), enter(session('ada'))];
        gone.forEach(visit => visit.endAnswer());
        expect(codeOf(() => enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        gone[0]?.keep(101);
        gone[1]?.endWork();
        expect(codeOf(() => enter(session('ada')).hold(1))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
        gone[0]?.endWork();
        enter(session('ada')).hold(1);
    });

    it('lets the calls after a client has gone take turns with the calls of the same user', async () => {
        const slow = Promise.withResolvers<string>();
        const gone = enter(session('ada'));
        gone.endAnswer();
        const late = gone.run(() => slow.promise);
        let hasRun = false;
        const next = enter(session('ada')).run(() => Promise.resolve((hasRun = true)));
        await new Promise(setImmediate);
        expect(hasRun).to.equal(false);
        slow.resolve('late');
        expect(await late).to.equal('late');
        expect(await next).to.equal(true);
    });

    it('keeps the load of a user when a call of an ended request of the same user ends', async () => {
        const former = enter(session('ada'));
        end(former);
        const slow = Promise.withResolvers<undefined>();
        const late = former.run(() => slow.promise);
        [1, 2].forEach(() => enter(session('ada')));
        slow.resolve(undefined);
        await late;
        expect(codeOf(() => enter(session('ada')))).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
    });

    it('holds back a few refusals of a user, and of all users', async () => {
        const visits = ['ada', 'ada', 'ada', 'bob', 'bob'].map(user => fair.visit(session(user), SOURCE));
        const first = visits.map(visit => visit.holdBack(1));
        expect(await Promise.all(first)).to.deep.equal([true, true, false, true, false]);
        expect(await visits[0]?.holdBack(1)).to.equal(true);
    });
});
