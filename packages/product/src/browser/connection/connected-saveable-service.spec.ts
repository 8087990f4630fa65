// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { until } from '@sanyam/test-kit/until';
import { BaseWidget, type FrontendApplication, type Navigatable } from '@theia/core/lib/browser';
import type { AutoSaveMode, Saveable } from '@theia/core/lib/browser/saveable';
import { Emitter, Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import type { BackendConnection } from './backend-connection';
import { ConnectedSaveableService } from './connected-saveable-service';

disableBrowserGlobals();

/** An editor that has always something to save. */
class DirtyEditor extends BaseWidget implements Navigatable {
    saved = 0;
    readonly saveable: Saveable = {
        dirty: true,
        onDirtyChanged: Event.None,
        onContentChanged: Event.None,
        save: async () => void this.saved++
    };

    constructor(private readonly uri: string) {
        super();
    }

    getResourceUri(): URI {
        return new URI(this.uri);
    }

    createMoveToUri(): undefined {
        return undefined;
    }
}

/** The parts of Theia's service that a test replaces. */
class TestedService extends ConnectedSaveableService {
    readonly reconnected = new Emitter<{ restarted: boolean }>();
    readonly windowFocus = new Emitter<{ hasFocus: boolean }>();
    isConnected = true;

    constructor() {
        super();
        const isConnected = () => this.isConnected;
        Object.assign(this, {
            errorCheckers: { getContributions: () => [] },
            windowFocusService: { onDidWindowChangeFocus: this.windowFocus.event },
            connection: {
                onDidReconnect: this.reconnected.event,
                get isConnected() {
                    return isConnected();
                }
            } satisfies Partial<BackendConnection>
        });
    }

    /** Starts with these editors. None of them is the current one. */
    start(mode: AutoSaveMode, ...editors: DirtyEditor[]): void {
        this.autoSaveDelay = 0;
        this.autoSave = mode;
        const shell = {
            widgets: editors,
            onDidAddWidget: Event.None,
            onDidRemoveWidget: Event.None,
            onDidChangeCurrentWidget: Event.None
        };
        this.onDidInitializeLayout({ shell } as unknown as FrontendApplication);
    }

    reconnect(): void {
        this.isConnected = true;
        this.reconnected.fire({ restarted: false });
    }
}

describe('autosave', () => {
    let service: TestedService;
    let file: DirtyEditor;
    let cloudDocument: DirtyEditor;

    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));

    beforeEach(() => {
        service = new TestedService();
        file = new DirtyEditor('file:///home/ada/notes.md');
        cloudDocument = new DirtyEditor('sanyam://cloud/notes.md');
    });

    afterEach(() => [file, cloudDocument].forEach(editor => editor.dispose()));

    after(() => disableBrowserGlobals());

    it('saves local files and cloud documents while the backend is there', () => {
        service.start('onWindowChange', file, cloudDocument);
        service.windowFocus.fire({ hasFocus: false });
        expect([file.saved, cloudDocument.saved]).to.deep.equal([1, 1]);
    });

    it('waits with local files while the backend is away, and saves cloud documents', () => {
        service.start('onFocusChange', file, cloudDocument);
        service.isConnected = false;
        service.windowFocus.fire({ hasFocus: false });
        expect([file.saved, cloudDocument.saved]).to.deep.equal([0, 1]);
    });

    for (const mode of ['afterDelay', 'onFocusChange'] as const) {
        it(`saves local files when the backend is back, with ${mode}`, async () => {
            service.isConnected = false;
            service.start(mode, file);
            service.windowFocus.fire({ hasFocus: false });
            expect(file.saved).to.equal(0);
            service.reconnect();
            await until(() => file.saved > 0);
        });
    }
});
