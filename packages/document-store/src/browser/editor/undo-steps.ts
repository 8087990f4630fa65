// SPDX-License-Identifier: MIT

import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { SingleModelEditStackElement } from '@theia/monaco-editor-core/esm/vs/editor/common/model/editStack';
import { TextModel } from '@theia/monaco-editor-core/esm/vs/editor/common/model/textModel';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';
import { IUndoRedoService } from '@theia/monaco-editor-core/esm/vs/platform/undoRedo/common/undoRedo';

type Text = MonacoEditorModel['textEditorModel'];

/** Returns whether the undo steps of a text can be moved: none can be redone, and none changes other texts, too. */
export function canMoveUndoSteps({ uri }: Text): boolean {
    const { past, future } = StandaloneServices.get(IUndoRedoService).getElements(uri);
    return future.length === 0 && past.every(step => step instanceof SingleModelEditStackElement);
}

/**
 * Makes the undo steps of one text those of another with the same content. Monaco does the same when a file is opened again
 * (`ModelService._createModelData`): the steps get the other model, which goes on counting its versions where the first one
 * is.
 *
 * @returns false if the steps stay where they are, because they cannot be moved
 */
export function moveUndoSteps(from: Text, to: Text): boolean {
    const service = StandaloneServices.get(IUndoRedoService);
    from.pushStackElement();
    if (!canMoveUndoSteps(from) || !(to instanceof TextModel)) {
        return false;
    }
    const steps = service.getElements(from.uri).past.filter(step => step instanceof SingleModelEditStackElement);
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
