// SPDX-License-Identifier: MIT

import { type AccountOverview, CloudError, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { accountOf } from '../../test/account-of';
import { CheckoutReturn } from './checkout-return';

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const EVE: SignedInUser = { id: 'eve', email: 'eve@example.org' };
const PAID = 'The payment service says that your payment went through. Sign in to see your plan.';
const NOT_PAID = 'You did not pay, so your plan stays as it is.';
const THANKS = 'Thank you. Your plan is now “pro”.';

const subscription = { tier: 'pro', status: 'active', is_active: true } as NonNullable<AccountOverview['subscription']>;

/** Resolves after all that is ready to go on. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('the return from the page on which to pay', () => {
    afterEach(() => Reflect.deleteProperty(globalThis, 'window'));

    /** An IDE at an address, whose user is signed in or not. What it says is in `said`. */
    function scene(query: string, user: SignedInUser | undefined, stored = new Map<string, string>()) {
        const said: string[] = [];
        /** What waits for the sign-in, at each dialog. */
        const kept: string[] = [];
        const changes = new Emitter<SessionChange>();
        const session = { user, ready: Promise.resolve(), onDidChange: changes.event };
        const signIn = (): SignedInUser => {
            session.user = ADA;
            changes.fire({ kind: 'signed-in', user: ADA });
            return ADA;
        };
        const state = { signsInAtOnce: true, presses: undefined as string | undefined };
        let told: () => void;
        const end = new Promise<void>(resolve => (told = resolve));
        const address = { href: `http://127.0.0.1:3000/${query}` };
        const window = {
            location: address,
            sessionStorage: {
                getItem: (key: string) => stored.get(key) ?? null,
                setItem: (key: string, value: string) => stored.set(key, value),
                removeItem: (key: string) => stored.delete(key)
            },
            history: {
                state: null,
                replaceState: (_state: unknown, _title: string, to: URL) => (address.href = to.href)
            }
        };
        Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
        const source = { overview: async () => accountOf('pro', {}, { subscription }) };
        const checkout = Object.assign(new CheckoutReturn(), {
            pause: 0,
            session,
            source,
            licenses: { invalidate: () => undefined },
            model: { refresh: async () => undefined },
            plans: { showPlans: async () => void said.push('page') },
            signIn: {
                requireUser: async (reason: string) => {
                    if (session.user !== undefined) {
                        return session.user;
                    }
                    said.push(`dialog: ${reason}`);
                    kept.push(...stored.values());
                    return state.signsInAtOnce ? signIn() : undefined;
                }
            },
            messages: {
                showProgress: async () => ({ cancel: () => undefined }),
                info: async (text: string, button?: string) => {
                    said.push(button === undefined ? text : `${text} [${button}]`);
                    if (button === undefined) {
                        told();
                    } else {
                        state.signsInAtOnce = true;
                    }
                    return state.presses;
                }
            }
        });
        return { checkout, said, kept, state, end, session, source, address, stored, changes };
    }

    it('asks a user who is signed out to sign in, and says first that the payment went through', async () => {
        const { checkout, said, end, address } = scene('?checkout=success&a=1', undefined);
        checkout.onDidInitializeLayout();
        await end;
        expect(said).to.deep.equal(['page', `dialog: ${PAID}`, THANKS]);
        expect(address.href).to.equal('http://127.0.0.1:3000/?a=1');
    });

    it('says to a user who is signed out that nothing was paid', async () => {
        const { checkout, said, end } = scene('?checkout=canceled', undefined);
        checkout.onDidInitializeLayout();
        await end;
        expect(said).to.deep.equal(['page', `dialog: ${NOT_PAID} Sign in to see your plan.`, NOT_PAID]);
    });

    it('keeps saying it to a user who closes the dialog, and goes on when they sign in', async () => {
        const { checkout, said, end, state } = scene('?checkout=success', undefined);
        Object.assign(state, { signsInAtOnce: false, presses: 'Sign In' });
        checkout.onDidInitializeLayout();
        await end;
        expect(said).to.deep.equal(['page', `dialog: ${PAID}`, `${PAID} [Sign In]`, `dialog: ${PAID}`, THANKS]);
    });

    it('goes on after a sign-in that left the page', async () => {
        const { checkout, said, stored, state } = scene('?checkout=success', undefined);
        state.signsInAtOnce = false;
        await new Promise<void>(resolve => {
            checkout.messages.info = async () => {
                resolve();
                return new Promise<undefined>(() => undefined);
            };
            checkout.onDidInitializeLayout();
        });
        const after = scene('', ADA, stored);
        after.checkout.onDidInitializeLayout();
        await after.end;
        expect([said, after.said]).to.deep.equal([
            ['page', `dialog: ${PAID}`],
            ['page', THANKS]
        ]);
        expect([...stored]).to.deep.equal([]);
    });

    it('asks again when the session ends while the payment is awaited', async () => {
        const { checkout, said, kept, end, session, source } = scene('?checkout=success', ADA);
        const { overview } = source;
        source.overview = async () => {
            source.overview = overview;
            session.user = undefined;
            throw new CloudError('UNAUTHORIZED');
        };
        checkout.onDidInitializeLayout();
        await end;
        expect([said, kept]).to.deep.equal([
            ['page', `dialog: ${PAID}`, THANKS],
            ['{"outcome":"success","userId":"ada"}']
        ]);
    });

    it('asks nobody who signs out while the payment is awaited', async () => {
        const { checkout, said, session, source, changes, stored } = scene('?checkout=success', ADA);
        source.overview = async () => {
            session.user = undefined;
            changes.fire({ kind: 'signed-out', user: undefined });
            throw new CloudError('UNAUTHORIZED');
        };
        await new Promise<void>(resolve => {
            Object.assign(checkout.messages, { showProgress: async () => ({ cancel: resolve }) });
            checkout.onDidInitializeLayout();
        });
        await settled();
        expect([said, [...stored]]).to.deep.equal([['page'], []]);
    });

    it('tells nobody else who signs in how the payment of a known user went', async () => {
        const { checkout, said, stored, session, source } = scene('?checkout=success', ADA);
        source.overview = async () => {
            session.user = undefined;
            throw new CloudError('UNAUTHORIZED');
        };
        const asked = Promise.withResolvers<void>();
        const answer = Promise.withResolvers<SignedInUser>();
        checkout.signIn.requireUser = () => {
            asked.resolve();
            return answer.promise;
        };
        checkout.onDidInitializeLayout();
        await asked.promise;
        const waiting = new Map(stored);
        session.user = EVE;
        answer.resolve(EVE);
        await settled();
        expect([said, [...stored]]).to.deep.equal([['page'], []]);
        // The sign-in left the page.
        const after = scene('', EVE, waiting);
        after.checkout.onDidInitializeLayout();
        await settled();
        expect([after.said, [...waiting]]).to.deep.equal([[], []]);
    });

    it('ends when the user closes its notice', async () => {
        const { checkout, said, stored, state, changes, session } = scene('?checkout=success', undefined);
        state.signsInAtOnce = false;
        checkout.onDidInitializeLayout();
        await settled();
        expect([...stored]).to.deep.equal([]);
        session.user = ADA;
        changes.fire({ kind: 'signed-in', user: ADA });
        await settled();
        expect(said).to.deep.equal(['page', `dialog: ${PAID}`, `${PAID} [Sign In]`]);
    });

    it('asks nobody who is signed in, and says nothing without an outcome', async () => {
        const paid = scene('?checkout=success', ADA);
        paid.checkout.onDidInitializeLayout();
        await paid.end;
        expect(paid.said).to.deep.equal(['page', THANKS]);
        const other = scene('?a=1', undefined);
        other.checkout.onDidInitializeLayout();
        expect(other.said).to.deep.equal([]);
    });
});
