// SPDX-License-Identifier: MIT

import type { FrontendApplication } from '@theia/core/lib/browser/frontend-application';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import type { Saveable, SaveOptions } from '@theia/core/lib/browser/saveable';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FilesystemSaveableService } from '@theia/filesystem/lib/browser/filesystem-saveable-service';
import { BackendConnection } from './backend-connection';

/**
 * Refuses to save a local file without a backend. Theia would wait for the backend and say nothing. Autosave waits until
 * the backend is back.
 */
@injectable()
export class ConnectedSaveableService extends FilesystemSaveableService {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    override onDidInitializeLayout(app: FrontendApplication): void {
        super.onDidInitializeLayout(app);
        // Saves what autosave has left out in the meantime.
        this.connection.onDidReconnect(() => this.updateAutoSaveMode(this.saveMode));
    }

    override async save(widget: Widget | undefined, options?: SaveOptions): Promise<URI | undefined> {
        if (this.needsBackend(widget)) {
            // The notice stays open until the user closes it, so nothing waits for it.
            this.messageService
                .error(
                    'Could not save the file. The IDE is not connected to its backend. Your text stays in the editor. Save again when the IDE is connected.'
                )
                .catch((error: unknown) => console.error(error));
            return undefined;
        }
        return super.save(widget, options);
    }

    /** Theia's autosave does not call {@link save}. While it waits, the notice of the lost connection says so. */
    protected override shouldAutoSave(widget: Widget, saveable: Saveable): boolean {
        return !this.needsBackend(widget) && super.shouldAutoSave(widget, saveable);
    }

    private needsBackend(widget: Widget | undefined): boolean {
        return NavigatableWidget.getUri(widget)?.scheme === 'file' && !this.connection.isConnected;
    }
}
