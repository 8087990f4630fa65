// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../browser/test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { gitHubStandIn, launchCloud } from '@sanyam/local-cloud';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { SessionWindows } from '../browser/test/session-windows';
import type { VisitedPage } from '../browser/sign-in/provider-visit';
import type { RedirectMethod } from '../common/sign-in/methods/sign-in-method';
import { SignInError } from '../common/sign-in/sign-in-error';
import { DesktopSignInWindows, type DesktopSignInOptions } from '../node/redirect/desktop-sign-in-windows';
import { LoopbackRedirect } from '../node/redirect/loopback-redirect';
import { VisitInBrowser } from './visit-in-browser';

disableBrowserGlobals();

const METHOD: RedirectMethod = { kind: 'oauth', id: 'github', provider: 'github', label: 'GitHub', icon: 'github' };

describe('a sign-in at a provider, in the browser of the system', () => {
    const github = gitHubStandIn();
    let cloud: Awaited<ReturnType<typeof launchCloud>>;
    let windows: SessionWindows;
    let person = 0;

    before(async () => {
        await github.listen();
        cloud = await launchCloud({ gateway: false, providers: { github: github.url } });
        windows = new SessionWindows({ supabaseUrl: cloud.ready.supabaseUrl, supabaseAnonKey: cloud.ready.anonKey });
    });

    after(async () => {
        await cloud.stop();
        await github.close();
    });

    afterEach(() => windows.close());

    /** Visits the provider. `openExternal` is the browser of the system. */
    async function visit(options: DesktopSignInOptions) {
        const attempt = new AbortController();
        const { signal } = attempt;
        const { session, signIn } = await windows.open();
        const desktop = new DesktopSignInWindows(options).open();
        const copied: string[] = [];
        const pages: VisitedPage[] = [];
        const visitor = Object.assign(new VisitInBrowser(), {
            desktop,
            signIn,
            clipboard: { writeText: async (text: string) => void copied.push(text) }
        });
        const visiting = visitor.visit({
            pageOf: returnTo => signIn.pageOf(METHOD, signal, returnTo),
            signal,
            show: page => pages.push(page)
        });
        return { session, visiting, pages, copied, cancel: () => attempt.abort() };
    }

    /** Lets a new person sign in next. Returns the email. */
    function newPerson(): string {
        const email = windows.newEmail();
        github.person = { id: String(++person), name: 'Ada', email, verified: true };
        return email;
    }

    const browse = async (address: string): Promise<string> => (await fetch(address)).text();
    const failureOf = (work: Promise<unknown>) =>
        work.then(
            () => undefined,
            (error: unknown) => (error instanceof SignInError ? error.failure : error)
        );

    it('comes back to the loopback interface with a code, and signs in [FR-005]', async () => {
        const email = newPerson();
        let page: Promise<string> | undefined;
        const { session, visiting, pages } = await visit({
            openExternal: async address => void (page = browse(address))
        });
        await visiting;
        expect(session.user?.email).to.equal(email);
        expect(await page).to.include('You can close this tab');
        expect(pages.map(({ isOpen }) => isOpen)).to.deep.equal([true]);
    });

    it('shows the address to copy where there is no browser, and goes on [FR-005]', async () => {
        const email = newPerson();
        const { session, visiting, pages, copied } = await visit({
            openExternal: () => Promise.reject(new Error('no browser'))
        });
        await until(() => pages.length > 0);
        expect(pages[0]?.isOpen).to.equal(false);
        expect(await pages[0]?.copy()).to.equal(true);
        expect(copied).to.deep.equal([pages[0]?.address]);
        await browse(copied[0] ?? '');
        await visiting;
        expect(session.user?.email).to.equal(email);
    });

    it('comes back by a link of the application where no port can be had [FR-005]', async () => {
        newPerson();
        const { visiting, pages, cancel } = await visit({
            openExternal: async () => undefined,
            listen: () => Promise.reject(new Error('listen EACCES 127.0.0.1'))
        });
        await until(() => pages.length > 0);
        expect(pages[0]?.address).to.include(encodeURIComponent('sanyam://sign-in/?sanyam-sign-in=provider&state='));
        cancel();
        expect(await failureOf(visiting)).to.equal('canceled');
    });

    it('says that the user has denied the consent [FR-005]', async () => {
        github.person = undefined;
        const { session, visiting } = await visit({ openExternal: async address => void browse(address) });
        expect(await failureOf(visiting)).to.equal('denied');
        expect(session.user).to.equal(undefined);
    });

    it('says that the browser did not come back in time [FR-005]', async () => {
        const { visiting } = await visit({
            openExternal: async () => undefined,
            listen: texts => LoopbackRedirect.listen(texts, 1)
        });
        await visiting.catch((error: unknown) =>
            expect(String(error)).to.match(/did not come back within two minutes/)
        );
        expect(await failureOf(visiting)).to.equal('other');
    });

    it('does not take a code that another window has asked for [FR-005]', async () => {
        newPerson();
        let own: string | undefined;
        const { visiting, session } = await visit({
            openExternal: async address => {
                const redirect = new URL(new URL(address).searchParams.get('redirect_to') ?? '');
                redirect.searchParams.set('code', 'stolen');
                redirect.searchParams.set('sb_flow_id', 'stolen');
                own = await browse(redirect.href);
            }
        });
        expect(await failureOf(visiting)).to.equal('wrong-state');
        expect(session.user).to.equal(undefined);
        expect(own).to.include('close this tab');
    });

    it('ends when the user cancels, and closes its port [FR-005]', async () => {
        const { visiting, pages, cancel } = await visit({ openExternal: async () => undefined });
        await until(() => pages.length > 0);
        cancel();
        expect(await failureOf(visiting)).to.equal('canceled');
        const back = new URL(pages[0]?.address ?? '').searchParams.get('redirect_to') ?? '';
        expect(await fetch(back).catch((error: unknown) => error)).to.be.instanceOf(TypeError);
    });
});
