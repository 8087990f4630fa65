// SPDX-License-Identifier: MIT

import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import type { SaveOptions } from '@theia/core/lib/browser/saveable';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FilesystemSaveableService } from '@theia/filesystem/lib/browser/filesystem-saveable-service';
import { BackendConnection } from './backend-connection';

/** Refuses to save a local file without a backend. Theia would wait for the backend and say nothing. */
@injectable()
export class ConnectedSaveableService extends FilesystemSaveableService {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    override async save(widget: Widget | undefined, options?: SaveOptions): Promise<URI | undefined> {
        const uri = NavigatableWidget.getUri(widget);
        if (uri?.scheme === 'file' && !this.connection.isConnected) {
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
}
