// SPDX-License-Identifier: MIT

import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { SingleModelEditStackElement } from '@theia/monaco-editor-core/esm/vs/editor/common/model/editStack';
import { TextModel } from '@theia/monaco-editor-core/esm/vs/editor/common/model/textModel';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';
import { IUndoRedoService } from '@theia/monaco-editor-core/esm/vs/platform/undoRedo/common/undoRedo';

type Text = MonacoEditorModel['textEditorModel'];

/**
 * Makes the undo steps of one text those of another with the same content. Monaco does the same when a file is opened again
 * (`ModelService._createModelData`): the steps get the other model, which goes on counting its versions where the first one
 * is.
 *
 * @returns false if the steps stay where they are: some could be redone, which cannot be moved, or change other texts, too
 */
export function moveUndoSteps(from: Text, to: Text): boolean {
    const service = StandaloneServices.get(IUndoRedoService);
    from.pushStackElement();
    const { past, future } = service.getElements(from.uri);
    const steps = past.filter(step => step instanceof SingleModelEditStackElement);
    if (future.length > 0 || steps.length < past.length || !(to instanceof TextModel)) {
        return false;
    }
    service.removeElements(from.uri);
    service.removeElements(to.uri);
    for (const step of steps) {
        step.setModel(to);
        service.pushElement(step);
    }
    to._overwriteVersionId(from.getVersionId());
    to._overwriteAlternativeVersionId(from.getAlternativeVersionId());
    return true;
}

/** Makes the present text the one at which Undo ends. */
export function forgetUndoSteps(text: Text): void {
    StandaloneServices.get(IUndoRedoService).removeElements(text.uri);
}
