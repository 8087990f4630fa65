// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SessionChange, SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { FormerCloudFolders } from './former-cloud-folders';

disableBrowserGlobals();

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };
const FOLDERS = ['sanyam:/secret', 'file:///work', 'sanyam:/', 'sanyam://~shared/ada@example.org/plan'];
const FORGOTTEN = ['file:///work', 'sanyam:/'];

describe('the cloud folders of a former user', () => {
    let stored: Record<string, unknown>;
    let recent: string[];
    let left: number;
    let noted: string[];
    let forgotten: number;

    beforeEach(() => {
        stored = {};
        recent = [...FOLDERS];
        left = 0;
        noted = [];
        forgotten = 0;
    });

    /** Opens a window of the browser. Returns what changes its session, and waits until the window has followed. */
    async function open(user: SignedInUser | undefined) {
        const changed = new Emitter<SessionChange>();
        const session = { user, ready: Promise.resolve(), onDidChange: changed.event };
        const folders = Object.assign(new FormerCloudFolders(), {
            session,
            workspace: {
                ready: Promise.resolve(),
                workspace: { resource: new URI('sanyam:/secret') },
                leaveCloudFolder: () => {
                    left++;
                    return Promise.resolve();
                }
            },
            server: {
                getRecentWorkspaces: () => Promise.resolve(recent),
                removeRecentWorkspace: (uri: string) => {
                    recent = recent.filter(other => other !== uri);
                    return Promise.resolve();
                }
            },
            openedFolders: {
                note: async (folder: URI, userId: string) => void noted.push(`${folder.toString()} ${userId}`)
            },
            texts: {
                forget: () => {
                    forgotten++;
                    return Promise.resolve();
                }
            },
            storage: {
                getData: (key: string) => Promise.resolve(stored[key]),
                setData: (key: string, value: unknown) => {
                    stored[key] = value;
                    return Promise.resolve();
                }
            }
        });
        folders.onStart();
        await folders.settled;
        return async (kind: SessionChange['kind'], next?: SignedInUser): Promise<void> => {
            session.user = next;
            changed.fire({ kind, user: next });
            await folders.settled;
        };
    }

    it('stay while their user stays, also when the session expires', async () => {
        const change = await open(ADA);
        await change('token-refreshed', ADA);
        await change('expired');
        await change('signed-in', ADA);
        expect(new Set(noted)).to.deep.equal(new Set(['sanyam:/secret ada']));
        expect([recent, left, forgotten]).to.deep.equal([FOLDERS, 0, 0]);
    });

    it('are forgotten when the user signs out', async () => {
        const change = await open(ADA);
        await change('signed-out');
        expect([recent, left, forgotten]).to.deep.equal([FORGOTTEN, 1, 1]);
    });

    it('are forgotten when another user signs in after the session has expired', async () => {
        const change = await open(ADA);
        await change('expired');
        await change('signed-in', BOB);
        expect([recent, left, forgotten]).to.deep.equal([FORGOTTEN, 1, 1]);
    });

    it('are forgotten when another user signs in in a later window', async () => {
        await open(ADA);
        const change = await open(undefined);
        expect(left).to.equal(0);
        await change('signed-in', BOB);
        expect([recent, left, forgotten]).to.deep.equal([FORGOTTEN, 1, 1]);
    });
});
