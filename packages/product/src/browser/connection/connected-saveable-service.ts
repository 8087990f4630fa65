// SPDX-License-Identifier: MIT

import { savesBeforeClose } from '@sanyam/types';
import type { FrontendApplication } from '@theia/core/lib/browser/frontend-application';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import {
    Saveable,
    SaveReason,
    type PostCreationSaveableWidget,
    type SaveableWidget,
    type SaveOptions
} from '@theia/core/lib/browser/saveable';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FilesystemSaveableService } from '@theia/filesystem/lib/browser/filesystem-saveable-service';
import { BackendConnection } from './backend-connection';
import { SaveProgress } from './save-progress';
import { UnsavedNotice } from './unsaved-notice';

/**
 * Refuses to save a local file without a backend. Theia would wait for the backend and say nothing. Autosave waits until
 * the backend is back. {@link ConnectedFileService} refuses whatever does not come this way.
 */
@injectable()
export class ConnectedSaveableService extends FilesystemSaveableService {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    @inject(UnsavedNotice)
    protected readonly notice: UnsavedNotice;

    @inject(SaveProgress)
    protected readonly progress: SaveProgress;

    override onDidInitializeLayout(app: FrontendApplication): void {
        super.onDidInitializeLayout(app);
        // Saves what autosave has left out in the meantime.
        this.connection.onDidReconnect(() => this.updateAutoSaveMode(this.saveMode));
    }

    override async save(widget: Widget | undefined, options?: SaveOptions): Promise<URI | undefined> {
        const file = this.unreachableFile(widget);
        if (file !== undefined) {
            this.notice.add(file);
            return undefined;
        }
        const saved = super.save(widget, options);
        // The status bar already says so of the current document.
        return widget === this.shell.currentWidget ? saved : this.progress.during(saved);
    }

    /** Theia's autosave does not call {@link save}. While it waits, the notice of the lost connection says so. */
    protected override shouldAutoSave(widget: Widget, saveable: Saveable): boolean {
        return this.unreachableFile(widget) === undefined && super.shouldAutoSave(widget, saveable);
    }

    /**
     * Saves widgets whose texts are saved before they close, all at the same time. Not those with a text that another
     * widget shows, too: nothing is lost with them.
     */
    async saveBeforeClose(widgets: readonly Widget[]): Promise<void> {
        const others = [...this.saveThrottles.keys()].filter(widget => !widgets.includes(widget));
        const unsaved = widgets.filter(widget => {
            const saveable = Saveable.get(widget);
            return (
                saveable?.dirty === true &&
                savesBeforeClose(saveable) &&
                Saveable.closingWidgetWouldLoseSaveable(widget, others)
            );
        });
        await Promise.all(unsaved.map(widget => this.save(widget, { saveReason: SaveReason.AfterDelay })));
    }

    protected override async shouldSaveWidget(
        widget: PostCreationSaveableWidget,
        options?: SaveableWidget.CloseOptions
    ): Promise<boolean | undefined> {
        // Otherwise somebody has decided already.
        if (options?.shouldSave === undefined) {
            await this.saveBeforeClose([widget]);
        }
        return super.shouldSaveWidget(widget, options);
    }

    /** Returns the address of a local file while there is no backend. */
    private unreachableFile(widget: Widget | undefined): URI | undefined {
        const uri = NavigatableWidget.getUri(widget);
        return uri?.scheme === 'file' && !this.connection.isConnected ? uri : undefined;
    }
}
