// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { ConflictBar } from './conflict-bar';
import { GoneBar } from './gone-bar';
import { SaveConflictService } from './save-conflict-service';
import { SaveRemedies } from './save-remedies';
import { WaitingBar } from './waiting-bar';

/** Gives each editor of a cloud document its bars: for conflicts, for a document that is gone, and while its text cannot be read. */
@injectable()
export class EditorBars implements FrontendApplicationContribution {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(SaveConflictService)
    protected readonly conflicts: SaveConflictService;

    @inject(SaveRemedies)
    protected readonly remedies: SaveRemedies;

    onStart(): void {
        this.editors.onCreated(widget => this.add(widget));
        this.editors.all.forEach(widget => this.add(widget));
    }

    private add(widget: EditorWidget): void {
        const { editor } = widget;
        if (editor instanceof MonacoEditor && editor.document instanceof CloudDocumentModel) {
            const bars = [
                new ConflictBar(editor, editor.document, this.conflicts),
                new GoneBar(editor, editor.document, this.remedies),
                new WaitingBar(editor, editor.document)
            ];
            widget.disposed.connect(() => bars.forEach(bar => bar.dispose()));
        }
    }
}
