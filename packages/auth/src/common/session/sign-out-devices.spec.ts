// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { SessionWindows } from '../../browser/test/session-windows';
import { SignInError } from '../sign-in/sign-in-error';

describe('signing out devices', () => {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    /** Opens two browsers of a user. */
    async function open() {
        const here = await windows.openSignedIn();
        const elsewhere = await windows.open();
        await elsewhere.signIn.withPassword(here.email, SessionWindows.password);
        return { here, elsewhere };
    }

    it('ends the others, and not this one [FR-012]', async () => {
        const { here, elsewhere } = await open();
        await here.session.signOutDevices('others');
        expect(await windows.accepted(await here.session.accessToken())).to.equal(true);
        expect(await windows.accepted(await elsewhere.session.accessToken())).to.equal(false);
        expect(here.changes).to.deep.equal(['signed-in']);
    });

    it('tells another device the reason when it starts again [FR-012]', async () => {
        const { here, elsewhere } = await open();
        await here.session.signOutDevices('others');
        const again = await windows.open(elsewhere.vault);
        expect([again.session.user, again.session.status]).to.deep.equal([undefined, 'expired']);
    });

    it('everywhere ends this one, too, without a request that fails [FR-012]', async () => {
        const { here, elsewhere } = await open();
        const { length } = here.network.requests;
        await here.session.signOutDevices('global');
        expect(here.session.status).to.equal('signed-out');
        expect(await windows.stored(here.vault)).to.equal(undefined);
        expect(await windows.accepted(await elsewhere.session.accessToken())).to.equal(false);
        expect(here.network.requests.slice(length).map(url => new URL(url).search)).to.deep.equal(['?scope=global']);
    });

    it('changes nothing if the server does not do it', async () => {
        const { here } = await open();
        here.network.reachable = false;
        const failure = await here.session.signOutDevices('global').catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(SignInError).and.to.include({ failure: 'unreachable' });
        expect(here.session.user?.email).to.equal(here.email);
        await windows.age(here.vault);
        here.network.restore();
        here.network.inFront = () => new Response('', { status: 502 });
        const other = await here.session.signOutDevices('global').catch((error: unknown) => error);
        expect(other).to.be.instanceOf(CloudError);
        expect(here.session.user?.email).to.equal(here.email);
    });

    it('needs a user', async () => {
        const { session } = await windows.open();
        const failure = await session.signOutDevices('others').catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(SignInError).and.to.include({ failure: 'signed-out' });
    });
});
