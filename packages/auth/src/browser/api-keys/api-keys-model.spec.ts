// SPDX-License-Identifier: MIT

import { CloudError, type NewApiKey, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { ApiKeysModel } from './api-keys-model';

describe('the page about API keys', () => {
    const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' } as SignedInUser;

    /** The model with the calls of a stand-in for the database, which the test answers. */
    function scene() {
        const changed = new Emitter<SessionChange>();
        const session = { user: ADA as SignedInUser | undefined, ready: Promise.resolve(), onDidChange: changed.event };
        const answers: (() => Promise<NewApiKey>)[] = [];
        let lists = 0;
        const calls = {
            list: async () => {
                lists++;
                return { items: [], next_cursor: null };
            },
            create: () => answers.shift()?.() ?? Promise.reject(new CloudError('SERVICE_UNAVAILABLE')),
            usage: async () => []
        };
        class StandIn extends ApiKeysModel {
            protected override get calls(): never {
                return calls as never;
            }
            override init(): void {
                super.init();
            }
        }
        const model = Object.assign(new StandIn(), {
            session,
            account: { overview: async () => ({ profile: { tier: 'pro' } }) }
        });
        model.init();
        const signIn = (user: SignedInUser | undefined) => {
            session.user = user;
            changed.fire({ kind: 'signed-in', user } as SessionChange);
        };
        return { model, answers, signIn, lists: () => lists };
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
