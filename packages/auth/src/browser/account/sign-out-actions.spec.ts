// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { SignOutActions } from './sign-out-actions';

disableBrowserGlobals();

describe('signing out', () => {
    /** Notes what happens, in its order. */
    function open({ isConfirmed = true, isPrepared = true, fails = false, isReplaced = false } = {}) {
        const steps: string[] = [];
        let user = { id: 'ada' };
        /** In another window, somebody else signs in while the question is open. */
        const whileAsked = (): void => void (user = isReplaced ? { id: 'bob' } : user);
        const note = (step: string) => async () => void steps.push(step);
        const actions = Object.assign(new SignOutActions(), {
            session: {
                get user() {
                    return user;
                },
                accessToken: async () => null,
                signOut: async () => {
                    steps.push('here');
                    return { revoked: true };
                },
                signOutDevices: async (which: string) => {
                    steps.push(which);
                    if (fails) {
                        throw new Error('Away.');
                    }
                }
            },
            messages: { info: note('told'), error: async (text: string) => void steps.push(text) },
            preparation: {
                prepareSignOut: async () => {
                    steps.push('prepared');
                    whileAsked();
                    return isPrepared;
                }
            },
            confirm: async (_title: string, _ok: string, text: string) => {
                steps.push(text.includes('at most 60 minutes') ? 'asked' : text);
                whileAsked();
                return isConfirmed;
            }
        });
        return { actions, steps };
    }

    it('everywhere asks, and then asks about unsaved text', async () => {
        const { actions, steps } = open();
        await actions.signOutEverywhere();
        expect(steps).to.deep.equal(['asked', 'prepared', 'global']);
    });

    it('everywhere does nothing if the user goes back', async () => {
        const [unconfirmed, unprepared] = [open({ isConfirmed: false }), open({ isPrepared: false })];
        await unconfirmed.actions.signOutEverywhere();
        await unprepared.actions.signOutEverywhere();
        expect([unconfirmed.steps, unprepared.steps]).to.deep.equal([['asked'], ['asked', 'prepared']]);
    });

    it('on other devices leaves the text of this one alone', async () => {
        const { actions, steps } = open();
        expect(await actions.signOutOthers()).to.equal(true);
        expect(steps).to.deep.equal(['asked', 'others', 'told']);
    });

    it('on other devices says why it failed', async () => {
        const { actions, steps } = open({ fails: true });
        expect(await actions.signOutOthers()).to.equal(false);
        expect(steps).to.deep.equal(['asked', 'others', 'Could not sign out the devices. Away.']);
    });

    it('is over before its notice is closed, so that its button can be pressed again [FR-012]', async () => {
        const unanswered = (): Promise<never> => new Promise<never>(() => undefined);
        const messages = { info: unanswered, error: unanswered };
        const away = Object.assign(open({ fails: true }).actions, { messages });
        expect(await away.signOutOthers()).to.equal(false);
        const session = { user: { id: 'ada' }, signOut: async () => ({ revoked: false }) };
        await Object.assign(open().actions, { messages, session }).signOut();
        const stuck = { user: { id: 'ada' }, signOut: () => Promise.reject(new Error('disk full')) };
        await Object.assign(open().actions, { messages, session: stuck }).signOut();
    });

    it('leaves a user alone who signed in while another one was asked', async () => {
        const { actions, steps } = open({ isReplaced: true });
        expect(await actions.signOutOthers()).to.equal(false);
        expect(await open({ isReplaced: true }).actions.prepare()).to.equal(false);
        const everywhere = open({ isReplaced: true });
        await everywhere.actions.signOutEverywhere();
        const here = open({ isReplaced: true });
        await here.actions.signOut();
        expect([steps, everywhere.steps, here.steps]).to.deep.equal([['asked'], ['asked', 'prepared'], ['prepared']]);
    });

    it('here asks about unsaved text first', async () => {
        const [kept, gone] = [open({ isPrepared: false }), open()];
        await kept.actions.signOut();
        await gone.actions.signOut();
        expect([kept.steps, gone.steps]).to.deep.equal([['prepared'], ['prepared', 'here']]);
    });
});
