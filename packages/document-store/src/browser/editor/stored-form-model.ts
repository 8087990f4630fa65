// SPDX-License-Identifier: MIT

import { Emitter } from '@theia/core/lib/common/event';
import { StoredFormHistory } from '../../common/stored-form-history';
import { isCloudResourceVersion, type CloudResourceVersion } from './cloud-document-resource';
import { moveUndoSteps } from './undo-steps';
import { CRLF, LF, pushEnding } from './push-ending';
import { RevertibleModel } from './revertible-model';

type ContentChange = Parameters<RevertibleModel['fireDidChangeContent']>[0];

/** A text model that keeps the byte order mark and the line endings with which its text is stored, also through Undo. */
export abstract class StoredFormModel extends RevertibleModel {
    protected forms = new StoredFormHistory();
    /** The version whose form is in the history. */
    private noted: CloudResourceVersion | undefined;
    private readonly didChangeForm = new Emitter<void>();
    /** Fires when the text gets other line endings in the cloud than before. */
    readonly onDidChangeForm = this.didChangeForm.event;

    constructor(...services: ConstructorParameters<typeof RevertibleModel>) {
        super(...services);
        this.toDispose.push(this.didChangeForm);
    }

    /** The line endings with which the text is stored. The editor may have another one for all lines. */
    get storedEndings(): 'mixed' | '\n' | '\r\n' {
        const ending = this.model.getEOL() === '\n' ? '\n' : '\r\n';
        return this.forms.current?.endingsFor(ending) ?? ending;
    }

    /** Gives all lines one ending, as steps of Undo. */
    chooseEnding(ending: '\n' | '\r\n'): void {
        pushEnding(this.textEditorModel, this.storedEndings, ending);
    }

    /**
     * Goes on where another model of the same document is, with its undo steps. Both have the text of the same version.
     *
     * @returns false if that is not so, or the steps cannot be moved. Then the text of neither has changed.
     */
    continueFrom(other: StoredFormModel): boolean {
        const [mine, others] = [this.resourceVersion, other.resourceVersion];
        const isSame =
            !this.dirty &&
            !other.dirty &&
            isCloudResourceVersion(mine) &&
            isCloudResourceVersion(others) &&
            mine.documentVersion === others.documentVersion;
        if (!isSame) {
            return false;
        }
        this.takeEnding(other);
        if (this.getText() !== other.getText() || !moveUndoSteps(other.textEditorModel, this.textEditorModel)) {
            return false;
        }
        this.forms = other.forms;
        this.noted = other.noted;
        this.resourceVersion = others;
        this.bufferSavedVersionId = other.bufferSavedVersionId;
        return true;
    }

    /**
     * A model keeps the line ending that it had when it was opened, which is not always the one that Monaco chooses for its
     * present text: of a text that has become one line, or whose lines have mostly another ending now.
     */
    private takeEnding(other: StoredFormModel): void {
        const ending = other.model.getEOL();
        if (this.model.getEOL() !== ending) {
            const takeIt = (): void => this.model.setEOL(ending === '\n' ? LF : CRLF);
            this.updateModel(takeIt, { ignoreDirty: true, ignoreContentChanges: true });
        }
    }

    protected override initialize(value: string | Parameters<RevertibleModel['initialize']>[0]): void {
        super.initialize(value);
        if (!this.isDisposed()) {
            const version = this.model.getAlternativeVersionId();
            this.forms.moved(version);
            this.noteForm(version);
        }
    }

    protected override fireDidChangeContent(event: ContentChange): void {
        const version = this.model.getAlternativeVersionId();
        // Only Undo and Redo make these differ. The event does not say so if they change nothing but the line endings.
        if (version !== this.model.getVersionId()) {
            this.forms.moved(version);
        } else {
            // Theia ignores the changes that it makes itself when it shows another version.
            const isChoice = event.isEolChange && !this.ignoreContentChanges;
            this.forms.edited(version, isChoice);
        }
        this.noteForm(version);
        super.fireDidChangeContent(event);
    }

    /**
     * Notes the form of a version that was read or saved since, and passes the form of the present text to the next save.
     *
     * @param at Monaco's version of the text
     */
    protected noteForm(at: number): void {
        const version = this.resourceVersion;
        if (!isCloudResourceVersion(version)) {
            return;
        }
        if (version !== this.noted) {
            this.forms.note(at, version.form);
        }
        this.noted = { ...version, form: this.forms.current ?? version.form };
        this.resourceVersion = this.noted;
        this.didChangeForm.fire();
    }
}
