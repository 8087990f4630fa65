// SPDX-License-Identifier: MIT

import { SaveReason, type SaveOptions } from '@theia/core/lib/browser/saveable';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { Emitter } from '@theia/core/lib/common/event';
import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import type { EditorPreferences } from '@theia/editor/lib/common/editor-preferences';
import { UTF8 } from '@theia/core/lib/common/encodings';
import type { ILogger } from '@theia/core/lib/common/logger';
import type { MonacoToProtocolConverter } from '@theia/monaco/lib/browser/monaco-to-protocol-converter';
import type { ProtocolToMonacoConverter } from '@theia/monaco/lib/browser/protocol-to-monaco-converter';
import { lineEdits } from '../../common/merge/line-edits';
import { mergeTexts, type IncomingChange } from '../../common/merge/merge-texts';
import { StoredForm } from '../../common/stored-form';
import {
    isCloudResourceVersion,
    type CloudDocumentResource,
    type CloudResourceVersion,
    type SaveConflict,
    type SaveProblem
} from './cloud-document-resource';
import type { CloudModelServices } from './cloud-model-services';
import { forgetUndoSteps } from './undo-steps';
import { StoredFormModel } from './stored-form-model';
import { unsavedState, type SaveState } from '../saving/save-state';

/** How often a save merges a newer version before it gives up: somebody else saves all the time. */
const MAX_MERGES = 3;

/**
 * The text model of a cloud document. After a save, Theia marks the model as saved, including text that was typed during
 * the save. A cloud save takes long enough to type a sentence, so this model cancels such a save and stays dirty.
 */
export class CloudDocumentModel extends StoredFormModel {
    /** Monaco's version of the text that is being saved. */
    private savedAt = 0;
    /** The number of the newest known version, if it is newer than the one that the text is based on. */
    private newer: number | undefined;
    /** Set during a save: the problem before it. A new one may be merged away, so it is none yet. */
    private attempt: { readonly before: SaveProblem | undefined } | undefined;
    private readonly didChangeSaveState = new Emitter<void>();
    /** Fires when {@link saveState} may have changed. */
    readonly onDidChangeSaveState = this.didChangeSaveState.event;

    constructor(
        protected override readonly resource: CloudDocumentResource,
        m2p: MonacoToProtocolConverter,
        p2m: ProtocolToMonacoConverter,
        logger: ILogger,
        preferences: EditorPreferences,
        private readonly services: CloudModelServices
    ) {
        super(resource, m2p, p2m, logger, preferences);
        const progress = resource.onDidChangeProgress(() => this.didChangeSaveState.fire());
        this.toDispose.pushAll([this.didChangeSaveState, progress]);
        resource.beforeSave = () => services.requireOwner(this);
    }

    get documentId(): string {
        return this.resource.documentId;
    }

    /** Why there is no text yet; undefined if there is one. {@link onDidChangeReadOnly} fires when it comes. */
    get reasonToWait(): string | undefined {
        return this.resource.reasonToWait;
    }

    /** Why the document can no longer be read; undefined if it can. {@link onDidChangeSaveState} fires when it changes. */
    get reasonGone(): string | undefined {
        return this.resource.reasonGone;
    }

    /** The version that the text is based on; undefined if the document could not be read. */
    get base(): CloudResourceVersion | undefined {
        return isCloudResourceVersion(this.resourceVersion) ? this.resourceVersion : undefined;
    }

    /** The newest version that this window knows; undefined if the document cannot be read. */
    get newest(): CloudResourceVersion | undefined {
        return this.resource.version;
    }

    get saveState(): SaveState {
        const { problem } = this.resource;
        const isNew = this.attempt !== undefined && problem !== undefined && problem !== this.attempt.before;
        if (this.resource.saving || isNew) {
            return { kind: 'saving' };
        }
        if (this.dirty) {
            return unsavedState(problem, this.newer);
        }
        return this.resource.isInTrash ? { kind: 'trashed' } : { kind: 'saved', at: this.resource.savedAt };
    }

    /** Notes that the text is in conflict with the newest version, which has not been saved over yet. */
    noteConflict(conflict: SaveConflict): void {
        this.resource.problem = { kind: 'conflict', conflict };
    }

    /** Saves as a timer does: the history combines autosaves, and no dialog opens. */
    async saveAutomatically(): Promise<void> {
        if (this.dirty) {
            await this.save({ saveReason: SaveReason.AfterDelay });
        }
    }

    /** Makes the next save overwrite a version, as the user decided. */
    overwrite(version: number): void {
        this.resource.overwrite(version);
    }

    protected override async doSync(token: CancellationToken): Promise<void> {
        const before = this.base;
        await super.doSync(token);
        if (this.isDisposed()) {
            return;
        }
        // If only the name has changed, the unanswered texts still go on from this one.
        if (this.base !== undefined && this.base.text !== before?.text) {
            this.resource.unanswered.goOnFrom(this.base.text);
        }
        if (before === undefined && this.base !== undefined && !this.dirty) {
            // Undo must not lead back to the empty text that stood for one that could not be read.
            forgetUndoSteps(this.textEditorModel);
        }
        // Another version may differ in what the editor does not show, so that its text did not change.
        this.noteForm(this.model.getAlternativeVersionId());
        this.noteNewerVersion();
    }

    /**
     * Replaces the text by one in which the changes of a newer version are merged, as one step of Undo. The text is then
     * based on that version.
     */
    takeMerged(merged: string, incoming: readonly IncomingChange[], version: CloudResourceVersion): void {
        this.model.pushStackElement();
        this.model.pushEditOperations(null, lineEdits(this.storedText(), merged, incoming), () => null);
        this.model.pushStackElement();
        this.rebase({ ...version, form: StoredForm.of(merged) });
    }

    /**
     * Replaces the text by one that was typed before, as one step of Undo. It is not saved.
     *
     * @param text as it would be stored
     * @param base the version that it is based on. With 0, it is in conflict with every version.
     */
    takeUnsaved(text: string, base: { readonly version: number; readonly text: string }): void {
        const mine = this.storedText();
        const change = mergeTexts({ base: mine, mine, theirs: text });
        this.takeMerged(text, change.kind === 'merged' ? change.incoming : [], {
            documentVersion: base.version,
            text: base.text,
            form: StoredForm.of(base.text)
        });
        this.noteNewerVersion();
    }

    private noteNewerVersion(): void {
        const newest = this.resource.version;
        if (!this.dirty || newest === undefined || newest.documentVersion <= (this.base?.documentVersion ?? 0)) {
            return;
        }
        if (this.resource.unanswered.has(newest.text)) {
            // The text was saved by this editor, and goes on from there.
            this.rebase(newest);
        } else {
            this.newer = newest.documentVersion;
            this.didChangeSaveState.fire();
            this.services.onNewerVersion(this);
        }
    }

    /** Says which version the text is based on. The next save is refused if there is a newer one. */
    rebase(version: CloudResourceVersion): void {
        this.resource.unanswered.goOnFrom(version.text);
        this.resourceVersion = version;
        this.resource.problem = undefined;
        this.newer = undefined;
        this.noteForm(this.model.getAlternativeVersionId());
    }

    protected override async fireWillSaveModel(token: CancellationToken, options?: SaveOptions): Promise<void> {
        await super.fireWillSaveModel(token, options);
        this.savedAt = this.model.getAlternativeVersionId();
    }

    override async setEncoding(encoding: string): Promise<void> {
        if (encoding !== UTF8) {
            this.services.refuseEncoding();
        }
    }

    /** Tells the resource whether the user or a timer saves: the history combines autosaves into one version. */
    protected override async doSave(
        token: CancellationToken,
        overwriteEncoding?: boolean,
        options?: SaveOptions
    ): Promise<void> {
        const origin = SaveReason.isManual(options?.saveReason) ? 'save' : 'autosave';
        this.resource.origin = origin;
        let problem: SaveProblem | undefined;
        try {
            problem = await this.saveMerged(token, overwriteEncoding, options);
        } finally {
            this.attempt = undefined;
        }
        if (problem !== undefined) {
            this.didChangeSaveState.fire();
            this.services.onProblem(this, problem, origin);
        }
    }

    /** Saves, and merges newer versions first where it can. Returns the problem that is left, if it is a new one. */
    private async saveMerged(
        token: CancellationToken,
        overwriteEncoding?: boolean,
        options?: SaveOptions
    ): Promise<SaveProblem | undefined> {
        let current = token;
        for (let merges = 0; ; merges++) {
            const before = this.resource.problem;
            this.attempt = { before };
            await super.doSave(current, overwriteEncoding, options);
            this.noteForm(this.savedAt);
            const { problem } = this.resource;
            if (this.isDisposed() || problem === undefined || problem === before) {
                return undefined;
            }
            const canMerge = problem.kind === 'conflict' && merges < MAX_MERGES;
            if (!canMerge || !(await this.services.merge(this, problem.conflict))) {
                return problem;
            }
            // An edit during the save has canceled its token.
            current = this.saveCancellationTokenSource.token;
        }
    }

    protected override onRevertFailed(): void {
        this.services.onRevertFailed(this);
    }

    /** Returns the text as it is stored: with its byte order mark and its line endings, which the editor does not show. */
    storedText(): string {
        return this.resource.stored(this.getText(), this.resourceVersion);
    }

    /** Save As writes these bytes to a file. */
    override async serialize(): Promise<BinaryBuffer> {
        return BinaryBuffer.fromString(this.storedText());
    }

    protected override setDirty(dirty: boolean): void {
        const editedWhileSaving = this.resource.saving;
        if (editedWhileSaving) {
            this.cancelSave();
        }
        super.setDirty(dirty || editedWhileSaving);
        if (!this.dirty) {
            this.newer = undefined;
            this.resource.problem = undefined;
        }
        this.didChangeSaveState.fire();
    }
}
