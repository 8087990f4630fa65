// SPDX-License-Identifier: MIT

import { type ApiKey, CloudError, type NewApiKey, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { ApiKeysModel } from './api-keys-model';

describe('the page about API keys', () => {
    const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' } as SignedInUser;

    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const names = ['document', 'window'] as const;
    before(() => names.forEach(name => Object.defineProperty(globalThis, name, { value: page, configurable: true })));
    after(() => names.forEach(name => Reflect.deleteProperty(globalThis, name)));

    /** The model with the calls of a stand-in for the database, which the test answers. */
    function scene() {
        const changed = new Emitter<SessionChange>();
        const session = { user: ADA as SignedInUser | undefined, ready: Promise.resolve(), onDidChange: changed.event };
        const answers: (() => Promise<NewApiKey>)[] = [];
        const pages: { items: ApiKey[]; next_cursor: string | null }[] = [{ items: [], next_cursor: null }];
        let lists = 0;
        const calls = {
            list: async ({ cursor }: { readonly cursor?: string }) => {
                lists++;
                return pages[Number(cursor ?? 0)] ?? { items: [], next_cursor: null };
            },
            create: () => answers.shift()?.() ?? Promise.reject(new CloudError('SERVICE_UNAVAILABLE')),
            usage: async () => []
        };
        class StandIn extends ApiKeysModel {
            protected override readonly patience = 1;
            protected override get calls(): never {
                return calls as never;
            }
            override init(): void {
                super.init();
            }
        }
        const overview = async (): Promise<unknown> => ({ profile: { tier: 'pro' } });
        const account = { overview };
        const plans = new Emitter<void>();
        const gate = { onDidChange: plans.event, refresh: async () => undefined, isFeatureEnabled: () => true };
        const model = Object.assign(new StandIn(), { session, account, gate });
        model.init();
        const signIn = (user: SignedInUser | undefined) => {
            session.user = user;
            changed.fire({ kind: 'signed-in', user } as SessionChange);
        };
        const nextChange = () => new Promise<void>(resolve => model.onDidChange(() => resolve()));
        return { model, answers, signIn, account, pages, plans, nextChange, lists: () => lists };
    }

    const keyOf = (id: string) => ({ id, secret: `secret of ${id}` }) as NewApiKey;
    const request = { name: 'a', scopes: [] };

    it('keeps the secret of each new key until the user dismisses it', async () => {
        const { model, answers } = scene();
        answers.push(async () => keyOf('one'));
        answers.push(async () => keyOf('two'));
        await model.create(request);
        await model.create(request);
        expect(model.created.map(({ id }) => id)).to.deep.equal(['two', 'one']);
        model.dismiss('two');
        expect(model.created.map(({ id }) => id)).to.deep.equal(['one']);
    });

    it('follows changes made elsewhere while somebody looks, and keeps secrets and older keys', async () => {
        const { model, answers, pages, plans, nextChange, lists } = scene();
        const listed = (id: string) => ({ id }) as ApiKey;
        pages.splice(0, 1, { items: [listed('b')], next_cursor: '1' }, { items: [listed('a')], next_cursor: null });
        const held = model.hold();
        answers.push(async () => keyOf('one'));
        await model.create(request);
        await model.loadMore();
        expect(model.keys?.map(({ id }) => id)).to.deep.equal(['b', 'a']);
        for (const [id, fire] of [
            ['of another plan', () => plans.fire()],
            ['of another window', () => page.dispatchEvent(new Event('focus'))],
            ['of another tab', () => page.dispatchEvent(new Event('visibilitychange'))]
        ] as const) {
            pages[0] = { items: [listed(id)], next_cursor: '1' };
            const change = nextChange();
            fire();
            expect(model.isBusy).to.equal(false);
            await change;
            expect(model.keys?.map(key => key.id)).to.deep.equal([id, 'a']);
        }
        expect(model.created.map(({ id }) => id)).to.deep.equal(['one']);
        held.dispose();
        const before = lists();
        page.dispatchEvent(new Event('focus'));
        page.dispatchEvent(new Event('visibilitychange'));
        plans.fire();
        // A look lists the keys after the session is ready: two turns of promises.
        await new Promise(resolve => setImmediate(resolve));
        expect(lists()).to.equal(before);
    });

    it('ends in an error while the cloud hangs, after which the user can try again', async () => {
        const { model, account } = scene();
        const { overview } = account;
        account.overview = () => new Promise(() => undefined);
        const looking = model.refresh();
        expect(model.isBusy).to.equal(true);
        await looking;
        expect(model.isBusy).to.equal(false);
        expect(model.keys).to.equal(undefined);
        expect(CloudError.is(model.error, 'SERVICE_UNAVAILABLE')).to.equal(true);
        account.overview = overview;
        await model.refresh();
        expect(model.error).to.equal(undefined);
        expect(model.keys).to.deep.equal([]);
    });

    it('lists the keys again after a failure, whose answer may be lost', async () => {
        const { model, lists } = scene();
        const error: unknown = await model.create(request).catch((reason: unknown) => reason);
        expect(CloudError.is(error, 'SERVICE_UNAVAILABLE')).to.equal(true);
        expect(lists()).to.equal(1);
    });

    it('shows no secret to the next user, also if its answer comes late', async () => {
        const { model, answers, signIn } = scene();
        answers.push(async () => keyOf('early'));
        await model.create(request);
        const late = Promise.withResolvers<NewApiKey>();
        answers.push(() => late.promise);
        const creating = model.create(request);
        signIn({ ...ADA, id: 'bob' });
        late.resolve(keyOf('late'));
        await creating;
        expect(model.created).to.deep.equal([]);
    });
});
