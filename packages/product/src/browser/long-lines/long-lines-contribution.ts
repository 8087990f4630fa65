// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { nls } from '@theia/core/lib/common/nls';
import { injectable } from '@theia/core/shared/inversify';
import type { ICodeEditor, IDiffEditor } from '@theia/monaco-editor-core/esm/vs/editor/browser/editorBrowser';
import { ICodeEditorService } from '@theia/monaco-editor-core/esm/vs/editor/browser/services/codeEditorService';
import type { ITextModel } from '@theia/monaco-editor-core/esm/vs/editor/common/model';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';
import { BoundedText } from './bounded-text';
import { USUALLY_DRAWN } from './drawing-cost';

/** On an editor whose lines are cut: its style sheet has the reason in place of a button for more. */
const CUT = 'sanyam-cut-lines';

/**
 * Lets every editor of the window draw only as much of each line as does not stop the window: of documents, old versions,
 * comparisons and peeks. A stranger can have written the text, and nothing of it changes.
 */
@injectable()
export class LongLinesContribution implements FrontendApplicationContribution {
    private readonly texts = new WeakMap<ITextModel, BoundedText>();
    /** The left sides of the comparisons, by their right sides: these draw the lines that are only on the left. */
    private readonly leftSides = new WeakMap<ICodeEditor, ICodeEditor>();
    /** What the editors with cut lines would draw of a line. */
    private readonly usual = new WeakMap<ICodeEditor, number>();

    onStart(): void {
        const reason = nls.localize(
            'sanyam/longLines/reason',
            'The rest of this line is not shown, because the text has too many special characters. Nothing is lost.'
        );
        document.documentElement.style.setProperty('--sanyam-cut-lines-reason', JSON.stringify(`… ${reason}`));
        const editors = StandaloneServices.get(ICodeEditorService);
        editors.listDiffEditors().forEach(editor => this.followComparison(editor));
        editors.onDiffEditorAdd(editor => this.followComparison(editor));
        editors.listCodeEditors().forEach(editor => this.follow(editor));
        editors.onCodeEditorAdd(editor => this.follow(editor));
    }

    private followComparison(comparison: IDiffEditor): void {
        this.leftSides.set(comparison.getModifiedEditor(), comparison.getOriginalEditor());
        comparison.getOriginalEditor().onDidChangeModel(() => this.bound(comparison.getModifiedEditor()));
    }

    private follow(editor: ICodeEditor): void {
        // Monaco draws the new model in the next frame.
        editor.onDidChangeModel(() => this.bound(editor));
        // A click on the end of a cut line asks for all of it.
        editor.onDidChangeConfiguration(() => this.bound(editor));
        this.bound(editor);
    }

    private bound(editor: ICodeEditor): void {
        const models = [editor.getModel(), this.leftSides.get(editor)?.getModel() ?? null];
        const drawn = Math.min(...models.map(each => (each === null ? Infinity : this.drawnOf(each))));
        const present = editor.getRawOptions().stopRenderingLineAfter ?? USUALLY_DRAWN;
        const usual = this.usual.get(editor);
        if (drawn < Infinity) {
            if (present < 0 || present > drawn || (usual !== undefined && present !== drawn)) {
                this.usual.set(editor, usual ?? present);
                editor.updateOptions({ stopRenderingLineAfter: drawn });
            }
        } else if (usual !== undefined) {
            this.usual.delete(editor);
            editor.updateOptions({ stopRenderingLineAfter: usual });
        }
        editor.getContainerDomNode().classList.toggle(CUT, this.usual.has(editor));
    }

    private drawnOf(model: ITextModel): number {
        let text = this.texts.get(model);
        if (text === undefined) {
            text = new BoundedText(model, () => this.boundAll());
            this.texts.set(model, text);
        }
        return text.drawn;
    }

    private boundAll(): void {
        StandaloneServices.get(ICodeEditorService)
            .listCodeEditors()
            .forEach(editor => this.bound(editor));
    }
}
