// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SessionChange } from '@sanyam/types';
import { Emitter, Event } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { AutoSaveService } from './auto-save-service';

disableBrowserGlobals();

/** Counts the attempts to save again. */
class TestedService extends AutoSaveService {
    retries = 0;
    readonly changed = new Emitter<Pick<SessionChange, 'kind' | 'user'>>();
    readonly connected = new Emitter<void>();

    constructor(user: string | undefined) {
        super();
        Object.assign(this, {
            models: { models: [], onDidCreate: Event.None },
            preferences: { onPreferenceChanged: Event.None },
            connection: { onDidChange: this.connected.event, isOnline: true },
            session: { user: user && { id: user }, onDidChange: this.changed.event }
        });
        this.onStart();
    }

    change(kind: SessionChange['kind'], id?: string): void {
        this.changed.fire({ kind, user: id === undefined ? undefined : { id, email: `${id}@example.org` } });
    }

    protected override retryAll(): void {
        this.retries++;
    }
}

describe('AutoSave of all documents', () => {
    it('tries again when somebody has signed in, so that a text of another user says so', () => {
        const service = new TestedService('ada');
        service.change('expired');
        expect(service.retries).to.equal(0);
        service.change('signed-in', 'bob');
        expect(service.retries).to.equal(1);
    });

    it('tries again when the cloud can be reached [FR-099]', () => {
        const service = new TestedService(undefined);
        service.connected.fire();
        expect(service.retries).to.equal(1);
    });
});
