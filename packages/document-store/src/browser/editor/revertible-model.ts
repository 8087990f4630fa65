// SPDX-License-Identifier: MIT

import type { SavesBeforeClose } from '@sanyam/types';
import type { Saveable } from '@theia/core/lib/browser/saveable';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';

type EditOptions = Parameters<MonacoEditorModel['updateModel']>[1];

/**
 * A text model that a revert marks as saved only when it has replaced the text. Theia's own does so as well when the text
 * could not be read, and when it gave way to an edit: with a file, there is no time for either.
 */
export abstract class RevertibleModel extends MonacoEditorModel implements SavesBeforeClose {
    /** Whether AutoSave can save the text now. */
    isAutoSaved: () => boolean = () => false;

    get savesBeforeClose(): boolean {
        return this.isAutoSaved();
    }

    /** Set during a revert: whether it has replaced the text. */
    private reverting: { isReplaced: boolean } | undefined;
    /** Whether a revert has just failed. Theia reverts the text of an editor that it closes next. */
    private isGivenUp = false;

    override async revert(options?: Saveable.RevertOptions): Promise<void> {
        if (options?.soft === true || this.reverting !== undefined) {
            return super.revert(options);
        }
        const reverting = { isReplaced: false };
        this.reverting = reverting;
        try {
            await super.revert(options);
        } finally {
            this.reverting = undefined;
        }
        if (!reverting.isReplaced && !this.isDisposed()) {
            this.isGivenUp = true;
            setTimeout(() => {
                this.isGivenUp = false;
                if (!this.isDisposed()) {
                    this.onRevertFailed();
                }
            });
        }
    }

    /** A text that could not be reverted, and goes with its editor, was thrown away on purpose. So is its draft. */
    override dispose(): void {
        if (this.isGivenUp && !this.isDisposed()) {
            super.setDirty(false);
        }
        super.dispose();
    }

    /** Called when a revert has left the text as it was, and its editor stays open. */
    protected abstract onRevertFailed(): void;

    protected override updateModel<T>(doUpdate: () => T, options?: EditOptions): T {
        const result = super.updateModel(doUpdate, options);
        // Theia ignores the edits that it makes itself when it shows the text that it has read.
        if (this.reverting !== undefined && options?.ignoreDirty === true) {
            this.reverting.isReplaced = true;
        }
        return result;
    }

    protected override setDirty(dirty: boolean): void {
        const isWaiting = this.reverting?.isReplaced === false;
        super.setDirty(dirty || (isWaiting && this.model.getAlternativeVersionId() !== this.bufferSavedVersionId));
    }
}
