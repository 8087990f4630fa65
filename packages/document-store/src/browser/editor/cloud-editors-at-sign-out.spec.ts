// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SessionChange, SignedInUser } from '@sanyam/types';
import { BaseWidget } from '@theia/core/lib/browser/widgets/widget';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { VERSION_SCHEME } from '../cloud-schemes';
import { CloudDirectory } from '../file-system/cloud-directory';
import { TextOwners } from '../saving/text-owners';
import { CloudEditorsAtSignOut } from './cloud-editors-at-sign-out';

disableBrowserGlobals();

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };

/** An editor without a text. */
class OpenWidget extends BaseWidget {
    constructor(private readonly uri: string) {
        super();
        this.title.label = uri;
    }

    getResourceUri(): URI {
        return new URI(this.uri);
    }

    createMoveToUri(): undefined {
        return undefined;
    }
}

describe('the editors of cloud documents when their user goes', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    it('close also when the session has expired and another user signs in, with old versions', () => {
        const changed = new Emitter<SessionChange>();
        const session = { user: ADA, ready: Promise.resolve(), onDidChange: changed.event };
        const models = { models: [], onDidCreate: new Emitter<never>().event, get: () => undefined };
        const owners = Object.assign(new TextOwners(), { session, models });
        const closed: string[] = [];
        const opened = ['sanyam://x/notes.md', `${VERSION_SCHEME}://x/1/notes.md`, 'file:///notes.md'];
        const closing = Object.assign(new CloudEditorsAtSignOut(), {
            session,
            models,
            owners,
            directory: new CloudDirectory(),
            shell: {
                widgets: opened.map(uri => new OpenWidget(uri)),
                closeMany: async (widgets: readonly BaseWidget[]) =>
                    void closed.push(...widgets.map(({ title }) => title.label))
            }
        });
        owners.onStart();
        closing.onStart();
        changed.fire({ kind: 'token-refreshed', user: ADA });
        changed.fire({ kind: 'expired', user: undefined });
        expect(closed).to.deep.equal([]);
        changed.fire({ kind: 'signed-in', user: BOB });
        expect(closed).to.deep.equal(opened.slice(0, 2));
    });
});
