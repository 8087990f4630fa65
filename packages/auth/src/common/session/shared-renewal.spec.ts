// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { MemorySessionVault } from './memory-session-vault';
import { SharedRenewal } from './shared-renewal';

const NAME = 'sanyam.session';
const SIGNAL = new AbortController().signal;

const session = (refreshToken: string): string =>
    JSON.stringify({
        access_token: 'access',
        refresh_token: refreshToken,
        user: { id: '8d2c3f0e-7f0a-4c5b-9a55-0d6f1f2f3a4b', email: 'ada@example.org' }
    });

describe('a renewal that windows share', () => {
    let name: string;
    let vault: MemorySessionVault;
    beforeEach(async () => {
        // Tests that run at the same time have locks of their own.
        name = `${NAME} ${crypto.randomUUID()}`;
        vault = new MemorySessionVault();
        await vault.setItem(name, session('first'));
    });

    it('ends its turn when the new session is stored, and gives the next window that session', async () => {
        const [one, other] = [new SharedRenewal(name, vault), new SharedRenewal(name, vault)];
        const steps: string[] = [];
        await one.renew('first', SIGNAL, async () => Response.json({}));
        const next = other
            .renew('first', SIGNAL, async () => new Response('renewed twice'))
            .then(answer => answer.json())
            .then(answer => void steps.push(`next: ${JSON.stringify(answer)}`));
        await one.setItem('other', 'text');
        steps.push('other item');
        await one.setItem(name, session('second'));
        steps.push('session');
        await next;
        expect(steps).to.deep.equal(['other item', 'session', `next: ${session('second')}`]);
    });

    it('is left to a window that gets no turn, because another one stands still', async () => {
        const still = Promise.withResolvers<Response>();
        const answer = new SharedRenewal(name, vault).renew('first', SIGNAL, () => still.promise);
        const other = new SharedRenewal(name, vault, navigator.locks, 1);
        expect(await (await other.renew('first', SIGNAL, async () => new Response('renewed'))).text()).to.equal(
            'renewed'
        );
        still.resolve(new Response('late', { status: 400 }));
        expect(await (await answer).text()).to.equal('late');
    });

    it('is left to a window that may not lock, or cannot', async () => {
        const refusing = { request: () => Promise.reject(new DOMException('Denied.', 'SecurityError')) };
        for (const locks of [refusing as unknown as LockManager, undefined]) {
            const renewal = new SharedRenewal(name, vault, locks ?? (null as never));
            const answer = await renewal.renew('first', SIGNAL, async () => new Response('renewed'));
            expect(await answer.text()).to.equal('renewed');
        }
    });

    it('fails if the request fails, or is canceled while it waits', async () => {
        const renewal = new SharedRenewal(name, vault);
        const failure = renewal.renew('first', SIGNAL, () => Promise.reject(new TypeError('no network')));
        expect(await failure.catch(String)).to.equal('TypeError: no network');
        const canceled = renewal.renew('first', AbortSignal.abort(new Error('canceled')), async () => new Response());
        expect(await canceled.catch(String)).to.equal('Error: canceled');
    });
});
