// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { ILogger } from '@theia/core/lib/common/logger';
import type { Resource } from '@theia/core/lib/common/resource';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import type { MonacoEditorModelFactory } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { CloudDocumentModel } from './cloud-document-model';

@injectable()
export class CloudDocumentModelFactory implements MonacoEditorModelFactory {
    @inject(MonacoToProtocolConverter)
    protected readonly m2p: MonacoToProtocolConverter;

    @inject(ProtocolToMonacoConverter)
    protected readonly p2m: ProtocolToMonacoConverter;

    @inject(ILogger)
    protected readonly logger: ILogger;

    @inject(EditorPreferences)
    protected readonly preferences: EditorPreferences;

    readonly scheme = CLOUD_SCHEME;

    createModel(resource: Resource): MonacoEditorModel {
        return new CloudDocumentModel(resource, this.m2p, this.p2m, this.logger, this.preferences);
    }
}
