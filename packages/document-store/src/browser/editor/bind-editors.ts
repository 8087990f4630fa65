// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { OpenHandler } from '@theia/core/lib/browser/opener-service';
import type { interfaces } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { FileSystemFrontendContribution } from '@theia/filesystem/lib/browser/filesystem-frontend-contribution';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from './cloud-document-model';
import { CloudDocumentOpenHandler } from './cloud-document-open-handler';
import { CloudEditorManager } from './cloud-editor-manager';
import { CloudEditors } from './cloud-editors';
import { CloudFileEvents } from './cloud-file-events';
import { DocumentOfText, EditorAddresses } from './editor-addresses';
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
    bind(DocumentOfText).toDynamicValue(({ container }): DocumentOfText => {
        return uri => {
            const text = container.get(MonacoTextModelService).get(uri.toString());
            return text instanceof CloudDocumentModel ? text.documentId : undefined;
        };
    });
    bind(MovedWidgets).toSelf().inSingletonScope();
    for (const contribution of [KeptAddresses, EditorMoves]) {
        bind(contribution).toSelf().inSingletonScope();
        bind(FrontendApplicationContribution).toService(contribution);
    }
}
