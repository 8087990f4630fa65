// SPDX-License-Identifier: MIT

import { StatusBarAlignment, type StatusBar } from '@theia/core/lib/browser/status-bar/status-bar-types';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorCommands } from '@theia/editor/lib/browser/editor-command';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import {
    EDITOR_STATUS_EOL,
    MonacoStatusBarContribution
} from '@theia/monaco/lib/browser/monaco-status-bar-contribution';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from './cloud-document-model';

/** Says in the status bar that a cloud document mixes line endings. Theia shows the one that Monaco gives new lines. */
@injectable()
export class LineEndingStatus extends MonacoStatusBarContribution {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    protected override setLineEndingWidget(statusBar: StatusBar, model: MonacoEditorModel['textEditorModel']): void {
        const document = this.models.get(model.uri.toString());
        if (document instanceof CloudDocumentModel && document.hasMixedEndings) {
            void statusBar.setElement(EDITOR_STATUS_EOL, {
                text: 'Mixed Line Endings',
                alignment: StatusBarAlignment.RIGHT,
                priority: 11,
                command: EditorCommands.CONFIG_EOL.id,
                tooltip:
                    'Lines keep their endings, and a new line gets the ending of the line above. Click to give all lines the same ending.'
            });
        } else {
            super.setLineEndingWidget(statusBar, model);
        }
    }
}
