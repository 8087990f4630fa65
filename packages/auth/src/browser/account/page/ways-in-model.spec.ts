// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import type { WayIn } from '../../../common/account/user-account';
import { canceledError } from '../../../common/sign-in/describe-auth-error';
import { wrongState } from '../../../common/sign-in/return-errors';
import type { VisitRequest } from '../../sign-in/provider-visit';
import { WaysInModel, type LinkableProvider } from './ways-in-model';

disableBrowserGlobals();

const GITHUB: LinkableProvider = { kind: 'oauth', id: 'github', provider: 'github', label: 'GitHub', icon: 'github' };

describe('the ways in on the account page', () => {
    function open(visit: (request: VisitRequest) => Promise<void>, settings?: () => Promise<unknown>) {
        const done: string[] = [];
        const waysIn: WayIn[] = [{ identityId: '1', provider: 'email', email: undefined, since: undefined }];
        const model = Object.assign(new WaysInModel(), {
            page: {
                account: { waysIn },
                refresh: async () => void done.push('refreshed')
            },
            accounts: { addressToLink: async (...values: unknown[]) => `${values[0]} ${values[2]}` },
            signIn: { settings: settings ?? (() => Promise.reject(new Error('away'))) },
            visits: { visit },
            configuration: {}
        });
        return { model, done, waysIn };
    }

    it('offers the providers of the server that the account does not have', async () => {
        const providers = new Map([
            ['github', true],
            ['google', true],
            ['gitlab', false]
        ]);
        const { model, waysIn } = open(
            async () => undefined,
            async () => ({ providers, offersSaml: true })
        );
        await model.refresh();
        expect(model.linkable.map(({ label }) => label)).to.deep.equal(['Github', 'Google']);
        waysIn.push({ identityId: '2', provider: 'github', email: undefined, since: undefined });
        expect(model.linkable.map(({ label }) => label)).to.deep.equal(['Google']);
    });

    it('offers no provider that only some plans include, with which others could not save', async () => {
        const providers = new Map([
            ['azure', true],
            ['github', true]
        ]);
        const { model } = open(
            async () => undefined,
            async () => ({ providers, offersSaml: true, tiersOf: new Map([['azure', ['enterprise']]]) })
        );
        await model.refresh();
        expect(model.linkable.map(({ label }) => label)).to.deep.equal(['Github']);
    });

    it('offers nothing if the server does not answer', async () => {
        const { model } = open(async () => undefined);
        await model.refresh();
        expect(model.linkable).to.deep.equal([]);
    });

    it('shows the page of a provider until the user is back', async () => {
        const back = Promise.withResolvers<void>();
        const { model, done } = open(async ({ pageOf, show }) => {
            show({ address: await pageOf('http://127.0.0.1:1234/'), isOpen: true, copy: async () => true });
            await back.promise;
        });
        const linking = model.link(GITHUB);
        expect(model.linking).to.include({ label: 'GitHub', page: undefined });
        await new Promise(setImmediate);
        expect(model.linking?.page?.address).to.equal('github http://127.0.0.1:1234/');
        back.resolve();
        expect(await linking).to.equal(true);
        expect([model.linking, done]).to.deep.equal([undefined, ['refreshed']]);
    });

    it('lets the user stay', async () => {
        for (const end of [(): Promise<void> => Promise.resolve(), () => Promise.reject(canceledError('stays'))]) {
            const { model, done } = open(async ({ signal }) => {
                await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
                await end();
            });
            const linking = model.link(GITHUB);
            model.linking?.cancel();
            expect(await linking).to.equal(false);
            expect([model.linking, done]).to.deep.equal([undefined, []]);
        }
    });

    it('keeps a second visit, which ends the first one, in sight', async () => {
        const { model } = open(async ({ signal }) => {
            await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
        });
        const first = model.link(GITHUB);
        const second = model.link({ ...GITHUB, label: 'Another' });
        expect(await first).to.equal(false);
        expect(model.linking?.label).to.equal('Another');
        model.cancel();
        expect(await second).to.equal(false);
    });

    it('says what failed', async () => {
        const { model } = open(() => Promise.reject(wrongState()));
        const failure = await model.link(GITHUB).catch((error: unknown) => error);
        expect(failure).to.have.property('failure', 'wrong-state');
        expect(model.linking).to.equal(undefined);
    });
});
