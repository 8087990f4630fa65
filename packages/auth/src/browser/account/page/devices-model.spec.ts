// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError, type SignedInUser, type UserSession } from '@sanyam/types';
import { expect } from 'chai';
import { deviceFacts, deviceText } from './device-texts';
import { DevicesModel } from './devices-model';

disableBrowserGlobals();

const DEVICE: UserSession = {
    id: '00000000-0000-4000-8000-000000000001',
    created_at: '2026-11-20T10:00:00.000000Z',
    used_at: '2026-11-27T10:00:00.000000Z',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ip: null,
    is_current: true
};

describe('the devices on the account page', () => {
    function open(
        call: (name: string, body: unknown) => Promise<unknown>,
        user: SignedInUser | undefined,
        complete: () => Promise<void> = async () => undefined
    ) {
        const session = { ready: Promise.resolve(), user };
        return {
            model: Object.assign(new DevicesModel(), { session, database: { call }, returned: { complete } }),
            session
        };
    }

    const ada: SignedInUser = { id: 'ada', email: 'ada@example.org' };
    const list = async (): Promise<unknown> => ({ items: [DEVICE], total: 1 });

    it('are those that the server tells', async () => {
        const { model } = open(list, ada);
        await model.refresh();
        expect(model.devices?.items).to.deep.equal([DEVICE]);
    });

    it('are read after a sign-in with which the window starts, which ends the session before', async () => {
        const steps: string[] = [];
        const completion = Promise.withResolvers<void>();
        const note = async (): Promise<unknown> => {
            steps.push('read');
            return list();
        };
        const { model } = open(note, ada, () => completion.promise);
        const reading = model.refresh();
        await new Promise(setImmediate);
        steps.push('completed');
        completion.resolve();
        await reading;
        expect(steps).to.deep.equal(['completed', 'read']);
    });

    it('are read again when the user comes back to the window, while the page is open', async () => {
        const disableBrowserGlobals = enableBrowserGlobals();
        try {
            let reads = 0;
            const { model } = open(async () => {
                reads++;
                return list();
            }, ada);
            const page = model.hold();
            await new Promise(setImmediate);
            window.dispatchEvent(new window.Event('focus'));
            await new Promise(setImmediate);
            expect(reads).to.equal(2);
            page.dispose();
            window.dispatchEvent(new window.Event('focus'));
            await new Promise(setImmediate);
            expect(reads).to.equal(2);
        } finally {
            disableBrowserGlobals();
        }
    });

    it('are not asked for without a user', async () => {
        const { model } = open(() => Promise.reject(new Error('nobody asks')), undefined);
        await model.refresh();
        expect([model.devices, model.failure]).to.deep.equal([undefined, undefined]);
    });

    it('have a reason if the server tells none', async () => {
        const { model } = open(() => Promise.reject(new Error('away')), ada);
        await model.refresh();
        expect(String(model.failure)).to.match(/away/);
    });

    it('shows the newest answer', async () => {
        const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
        const waiting = [...answers];
        const { model } = open(() => waiting.shift()?.promise ?? Promise.reject(new Error('too many')), ada);
        const work = [model.refresh(), model.refresh()];
        answers[1]?.resolve({ items: [], total: 0 });
        await new Promise(setImmediate);
        answers[0]?.resolve({ items: [DEVICE], total: 1 });
        await Promise.all(work);
        expect(model.devices?.total).to.equal(0);
    });

    it('end also if they have ended meanwhile', async () => {
        const calls: unknown[] = [];
        const { model } = open(async (name, body) => {
            calls.push([name, body]);
            if (name === 'end_session') {
                throw new CloudError('NOT_FOUND', 'This device is signed out already.');
            }
            return list();
        }, ada);
        await model.end(DEVICE.id);
        expect(calls).to.deep.equal([
            ['end_session', { session_id: DEVICE.id }],
            ['list_my_sessions', {}]
        ]);
    });

    it('have a name and facts, with the address only if it is known', () => {
        expect(deviceText(DEVICE)).to.equal('Firefox on Linux');
        expect(deviceText({ user_agent: null })).to.equal('Unknown Device');
        expect(deviceText({ user_agent: 'curl/8.5.0' })).to.equal('curl');
        expect(deviceFacts(DEVICE)).to.match(/^Last used Nov 27, 2026, .* · signed in Nov 20, 2026, [^·]*$/);
        expect(deviceFacts({ ...DEVICE, ip: '192.0.2.1' })).to.match(/ · 192\.0\.2\.1$/);
    });
});
