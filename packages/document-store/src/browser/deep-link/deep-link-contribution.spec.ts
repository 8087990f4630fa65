// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import { keptDeepLink, rememberDeepLink } from './deep-link';
import { DeepLinkContribution } from './deep-link-contribution';

disableBrowserGlobals();

const ID = '01a217f3-331f-769a-a0c4-c4c5074be131';
const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };

describe('a link that a window starts with', () => {
    beforeEach(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        const stored = new Map<string, string>();
        Object.defineProperty(window, 'sessionStorage', {
            configurable: true,
            value: {
                getItem: (key: string) => stored.get(key) ?? null,
                setItem: (key: string, value: string) => stored.set(key, value),
                removeItem: (key: string) => stored.delete(key)
            }
        });
    });
    afterEach(() => disableBrowserGlobals());

    /** Starts a window whose user answers the question to sign in. Resolves when it has asked for a document. */
    function start(answer: Promise<SignedInUser | undefined>) {
        const asked = Promise.withResolvers<void>();
        const opened = Promise.withResolvers<string>();
        const contribution = Object.assign(new DeepLinkContribution(), {
            state: { reachedState: async () => undefined },
            signIn: {
                requireUser: () => {
                    asked.resolve();
                    return answer;
                }
            },
            documents: { read: async (id: string) => ({ id }) },
            editors: { open: async ({ id }: { id: string }) => opened.resolve(id) },
            messages: {
                info: async () => {
                    opened.resolve('a notice');
                    return undefined;
                }
            }
        });
        contribution.onStart();
        return { asked: asked.promise, opened: opened.promise };
    }

    it('opens after a sign-in that leaves the page, and once [BY-13]', async () => {
        rememberDeepLink(ID);
        // The page goes while the user signs in, so nobody answers.
        await start(new Promise<undefined>(() => undefined)).asked;
        expect(await start(Promise.resolve(ADA)).opened).to.equal(ID);
        expect(keptDeepLink()).to.equal(undefined);
    });

    it('is not asked for again after the user has declined to sign in', async () => {
        rememberDeepLink(ID);
        expect(await start(Promise.resolve(undefined)).opened).to.equal('a notice');
        expect(keptDeepLink()).to.equal(undefined);
    });
});
