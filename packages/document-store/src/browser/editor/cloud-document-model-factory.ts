// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { ILogger } from '@theia/core/lib/common/logger';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import type { Resource } from '@theia/core/lib/common/resource';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import type { MonacoEditorModelFactory } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import { SaveServices } from '../saving/save-services';
import { CloudDocumentModel } from './cloud-document-model';
import { CloudDocumentResource } from './cloud-document-resource';

@injectable()
export class CloudDocumentModelFactory implements MonacoEditorModelFactory {
    @inject(MonacoToProtocolConverter)
    protected readonly m2p: MonacoToProtocolConverter;

    @inject(ProtocolToMonacoConverter)
    protected readonly p2m: ProtocolToMonacoConverter;

    @inject(ILogger)
    protected readonly logger: ILogger;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(EditorPreferences)
    protected readonly preferences: EditorPreferences;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(SaveServices)
    protected readonly saving: SaveServices;

    readonly scheme = CLOUD_SCHEME;

    createModel(resource: Resource): MonacoEditorModel {
        if (!(resource instanceof CloudDocumentResource)) {
            // It names no document. The editor says so.
            return new MonacoEditorModel(resource, this.m2p, this.p2m, this.logger, this.preferences);
        }
        return new CloudDocumentModel(resource, this.m2p, this.p2m, this.logger, this.preferences, {
            refuseEncoding: () => this.refuseEncoding(resource),
            requireOwner: model => this.saving().owners.requireOwner(model),
            merge: (model, conflict) => this.saving().reconciler.merge(model, conflict),
            onNewerVersion: model => this.saving().reconciler.onNewerVersion(model),
            onRevertFailed: () => this.sayRevertFailed(resource),
            onProblem: (model, problem, origin) => this.saving().problems.onProblem(model, problem, origin)
        });
    }

    private sayRevertFailed({ uri, documentId }: CloudDocumentResource): void {
        const name = this.directory.nameAt(uri, documentId);
        this.messages
            .warn(
                nls.localize(
                    'sanyam/saving/notReverted',
                    'Could not revert {0}. The cloud did not answer, or you typed meanwhile. Your text stays unsaved in the editor.',
                    quoted(name)
                )
            )
            .catch((error: unknown) => console.error(error));
    }

    private refuseEncoding(resource: Resource): void {
        const name = this.directory.nameAt(resource.uri);
        this.messages
            .error(
                nls.localize(
                    'sanyam/encoding/always',
                    'Could not change the encoding of {0}. Cloud documents are always stored in UTF-8. For another encoding, save it as a file with File > Save As…, then change the encoding of the file.',
                    quoted(name)
                )
            )
            .catch((error: unknown) => console.error(error));
    }
}
