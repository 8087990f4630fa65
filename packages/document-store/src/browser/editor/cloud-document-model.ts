// SPDX-License-Identifier: MIT

import { SaveReason, type SaveOptions } from '@theia/core/lib/browser/saveable';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { Emitter } from '@theia/core/lib/common/event';
import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import type { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import { UTF8 } from '@theia/core/lib/common/encodings';
import type { ILogger } from '@theia/core/lib/common/logger';
import type { Resource } from '@theia/core/lib/common/resource';
import type { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import type { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { StoredFormHistory } from '../../common/stored-form-history';
import { CloudDocumentResource, isCloudResourceVersion, type CloudResourceVersion } from './cloud-document-resource';

type ContentChange = Parameters<MonacoEditorModel['fireDidChangeContent']>[0];
type EndOfLineSequence = Parameters<MonacoEditorModel['textEditorModel']['pushEOL']>[0];

/** Monaco's EndOfLineSequence, whose module needs a browser. */
const LF: EndOfLineSequence = 0;
const CRLF: EndOfLineSequence = 1;

/**
 * The text model of a cloud document. After a save, Theia marks the model as saved, including text that was typed during
 * the save. A cloud save takes long enough to type a sentence, so this model cancels such a save and stays dirty.
 */
export class CloudDocumentModel extends MonacoEditorModel {
    private readonly forms = new StoredFormHistory();
    /** The version whose form is in the history. */
    private noted: CloudResourceVersion | undefined;
    /** Monaco's version of the text that is being saved. */
    private savedAt = 0;
    private readonly didChangeForm = new Emitter<void>();
    /** Fires when the text gets other line endings in the cloud than before. */
    readonly onDidChangeForm = this.didChangeForm.event;

    /** @param refuseEncoding tells the user that a cloud document is always stored in UTF-8 */
    constructor(
        resource: Resource,
        m2p: MonacoToProtocolConverter,
        p2m: ProtocolToMonacoConverter,
        logger: ILogger,
        preferences: EditorPreferences,
        private readonly refuseEncoding: () => void
    ) {
        super(resource, m2p, p2m, logger, preferences);
        this.toDispose.push(this.didChangeForm);
    }

    /** The line endings with which the text is stored. The editor may have another one for all lines. */
    get storedEndings(): 'mixed' | '\n' | '\r\n' {
        const ending = this.model.getEOL() === '\n' ? '\n' : '\r\n';
        return this.forms.current?.endingsFor(ending) ?? ending;
    }

    /**
     * Gives all lines one ending. Monaco does nothing if its own copy of the text has that ending already, so it gets the
     * other one first. These are two steps for Undo: it would not notice a step that ends where it began.
     */
    chooseEnding(ending: '\n' | '\r\n'): void {
        const [chosen, other] = ending === '\n' ? [LF, CRLF] : [CRLF, LF];
        if (this.model.getEOL() === ending && this.storedEndings !== ending) {
            this.model.pushEOL(other);
            this.model.pushStackElement();
        }
        this.model.pushEOL(chosen);
    }

    protected override initialize(value: string | Parameters<MonacoEditorModel['initialize']>[0]): void {
        super.initialize(value);
        if (!this.isDisposed()) {
            const version = this.model.getAlternativeVersionId();
            this.forms.moved(version);
            this.noteForm(version);
        }
    }

    protected override async doSync(token: CancellationToken): Promise<void> {
        await super.doSync(token);
        if (!this.isDisposed()) {
            // Another version may differ in what the editor does not show, so that its text did not change.
            this.noteForm(this.model.getAlternativeVersionId());
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

    protected override async fireWillSaveModel(token: CancellationToken, options?: SaveOptions): Promise<void> {
        await super.fireWillSaveModel(token, options);
        this.savedAt = this.model.getAlternativeVersionId();
    }

    /**
     * Notes the form of a version that was read or saved since, and passes the form of the present text to the next save.
     *
     * @param at Monaco's version of the text
     */
    private noteForm(at: number): void {
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

    override async setEncoding(encoding: string): Promise<void> {
        if (encoding !== UTF8) {
            this.refuseEncoding();
        }
    }

    /** Tells the resource whether the user or a timer saves: the history combines autosaves into one version. */
    protected override async doSave(
        token: CancellationToken,
        overwriteEncoding?: boolean,
        options?: SaveOptions
    ): Promise<void> {
        if (this.resource instanceof CloudDocumentResource) {
            this.resource.origin = SaveReason.isManual(options?.saveReason) ? 'save' : 'autosave';
        }
        await super.doSave(token, overwriteEncoding, options);
        this.noteForm(this.savedAt);
    }

    /** Returns the text as it is stored: with its byte order mark and its line endings, which the editor does not show. */
    storedText(): string {
        const text = this.getText();
        return this.resource instanceof CloudDocumentResource ? this.resource.stored(text, this.resourceVersion) : text;
    }

    /** Save As writes these bytes to a file. */
    override async serialize(): Promise<BinaryBuffer> {
        return BinaryBuffer.fromString(this.storedText());
    }

    protected override setDirty(dirty: boolean): void {
        const editedWhileSaving = this.resource instanceof CloudDocumentResource && this.resource.saving;
        if (editedWhileSaving) {
            this.cancelSave();
        }
        super.setDirty(dirty || editedWhileSaving);
    }
}
