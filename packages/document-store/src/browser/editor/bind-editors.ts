// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { OpenHandler } from '@theia/core/lib/browser/opener-service';
import type { interfaces } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { FileSystemFrontendContribution } from '@theia/filesystem/lib/browser/filesystem-frontend-contribution';
import { CloudDocumentOpenHandler } from './cloud-document-open-handler';
import { CloudEditorManager } from './cloud-editor-manager';
import { CloudEditors } from './cloud-editors';
import { CloudFileEvents } from './cloud-file-events';
import { EditorAddresses } from './editor-addresses';
import { EditorMoves } from './editor-moves';
import { KeptAddresses } from './kept-addresses';
import { MovedWidgets } from './moved-widgets';

/** Binds what opens cloud documents in editors, and takes the editors along when their documents move. */
export function bindEditors(bind: interfaces.Bind, rebind: interfaces.Rebind): void {
    rebind(EditorManager).to(CloudEditorManager).inSingletonScope();
    rebind(FileSystemFrontendContribution).to(CloudFileEvents).inSingletonScope();
    bind(CloudEditors).toSelf().inSingletonScope();
    bind(CloudDocumentOpenHandler).toSelf().inSingletonScope();
    bind(OpenHandler).toService(CloudDocumentOpenHandler);
    bind(EditorAddresses).toSelf().inSingletonScope();
    bind(MovedWidgets).toSelf().inSingletonScope();
    for (const contribution of [KeptAddresses, EditorMoves]) {
        bind(contribution).toSelf().inSingletonScope();
        bind(FrontendApplicationContribution).toService(contribution);
    }
}
