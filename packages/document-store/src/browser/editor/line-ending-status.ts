// SPDX-License-Identifier: MIT

import { StatusBarAlignment, type StatusBar } from '@theia/core/lib/browser/status-bar/status-bar-types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorCommands } from '@theia/editor/lib/browser/editor-command';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoEditorCommandHandlers } from '@theia/monaco/lib/browser/monaco-command';
import type { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import {
    EDITOR_STATUS_EOL,
    MonacoStatusBarContribution
} from '@theia/monaco/lib/browser/monaco-status-bar-contribution';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from './cloud-document-model';

type TextModel = Parameters<MonacoStatusBarContribution['setLineEndingWidget']>[1];

/** Shows the line endings of cloud documents in the status bar as they are stored. Theia shows those of the editor. */
@injectable()
export class LineEndingStatus extends MonacoStatusBarContribution {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    override activate(statusBar: StatusBar, editor: EditorWidget): void {
        super.activate(statusBar, editor);
        const model = this.getModel(editor);
        const document = model && this.documentOf(model);
        if (document) {
            this.toDispose.push(document.onDidChangeForm(() => this.setLineEndingWidget(statusBar, model)));
        }
    }

    protected override setLineEndingWidget(statusBar: StatusBar, model: TextModel): void {
        const endings = this.documentOf(model)?.storedEndings;
        if (endings === undefined) {
            super.setLineEndingWidget(statusBar, model);
        } else if (endings === 'mixed') {
            this.show(
                statusBar,
                nls.localize('sanyam/lineEndings/mixed', 'Mixed Line Endings'),
                nls.localize(
                    'sanyam/lineEndings/mixedHint',
                    'Lines keep their endings, and a new line gets the ending of the line above. Click to give all lines the same ending.'
                )
            );
        } else {
            this.show(
                statusBar,
                endings === '\n' ? 'LF' : 'CRLF',
                nls.localizeByDefault('Select End of Line Sequence')
            );
        }
    }

    private show(statusBar: StatusBar, text: string, tooltip: string): void {
        void statusBar.setElement(EDITOR_STATUS_EOL, {
            text,
            alignment: StatusBarAlignment.RIGHT,
            priority: 11,
            command: EditorCommands.CONFIG_EOL.id,
            tooltip
        });
    }

    private documentOf(model: TextModel): CloudDocumentModel | undefined {
        const document = this.models.get(model.uri.toString());
        return document instanceof CloudDocumentModel ? document : undefined;
    }
}

/** Gives all lines of a cloud document the ending that the user chooses, also the one that the editor already has. */
@injectable()
export class LineEndingCommands extends MonacoEditorCommandHandlers {
    protected override setEol(editor: MonacoEditor, lineEnding: string): void {
        if (editor.document instanceof CloudDocumentModel) {
            editor.document.chooseEnding(lineEnding === 'CRLF' ? '\r\n' : '\n');
        } else {
            super.setEol(editor, lineEnding);
        }
    }
}
