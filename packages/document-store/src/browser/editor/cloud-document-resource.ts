// SPDX-License-Identifier: MIT

import { CloudError, conflictDetailsSchema, type CloudDocument, type CloudDocumentWithContent } from '@sanyam/types';
import { DisposableCollection, type Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import type { MarkdownString } from '@theia/core/lib/common/markdown-rendering';
import {
    ResourceError,
    type Resource,
    type ResourceSaveOptions,
    type ResourceVersion
} from '@theia/core/lib/common/resource';
import type URI from '@theia/core/lib/common/uri';
import { shownText, StoredForm } from '../../common/stored-form';
import type { CloudDocumentService } from '../cloud-document-service';
import { readOnlyMessage } from '../document-access';
import { reasonOf } from '../reason-of';
import { isTransient } from '../saving/save-state';
import { newestVersion, saveOverSeenText } from '../save-over-seen-text';
import { GoneDocument } from './gone-document';
import { UnansweredTexts } from './unanswered-texts';
import { WaitingText } from './waiting-text';

/** A version of the document, as this window read or saved it. The text of an editor is based on one. */
export interface CloudResourceVersion extends ResourceVersion {
    readonly documentVersion: number;
    /** As it is stored. */
    readonly text: string;
    /** What an editor does not show of the text: its byte order mark and its line endings. Undo may restore another one. */
    readonly form: StoredForm;
}

function versionOf({ version, content }: Pick<CloudDocumentWithContent, 'version' | 'content'>): CloudResourceVersion {
    return { documentVersion: version, text: content, form: StoredForm.of(content) };
}

/** Returns whether a version is one of a cloud document that could be read. */
export function isCloudResourceVersion(version: ResourceVersion | undefined): version is CloudResourceVersion {
    return version !== undefined && 'documentVersion' in version;
}

/** A save that was refused, because someone else has saved another text since. */
export interface SaveConflict {
    /** The version that the text is based on; undefined if the document could not be read before. */
    readonly base: CloudResourceVersion | undefined;
    /** The newest version; undefined if it cannot be read. */
    readonly theirs: CloudResourceVersion | undefined;
    /** The number of the newest version. */
    readonly version: number;
    /** The id of the user who saved it. */
    readonly updatedBy: string | null;
}

/** Why a text is not saved. */
export type SaveProblem =
    | { readonly kind: 'conflict'; readonly conflict: SaveConflict }
    | { readonly kind: 'failure'; readonly error: unknown };

/** No document has version 0. Text that was entered before the document could be read always causes a conflict. */
const UNKNOWN_VERSION = 0;

/**
 * A cloud document in an editor. Each save names the version that this editor's text is based on: Theia keeps it with the
 * text and passes it to each save. Another editor, or another read of the same document, does not affect that version.
 */
export class CloudDocumentResource implements Resource {
    private readonly toDispose = new DisposableCollection();
    private readonly didChangeContents = new Emitter<void>();
    private readonly didChangeReadOnly = new Emitter<boolean | MarkdownString>();
    private readonly didChangeProgress = new Emitter<void>();
    readonly onDidChangeContents = this.didChangeContents.event;
    readonly onDidChangeReadOnly = this.didChangeReadOnly.event;
    /** Fires when a save begins or ends, and when {@link problem} changes. */
    readonly onDidChangeProgress = this.didChangeProgress.event;
    /** Theia's autosave leaves cloud documents alone: they have their own. */
    readonly autosaveable = false;

    /** Whether the user or a timer saves. The history may combine autosaves into one version. */
    origin: 'save' | 'autosave' = 'save';

    /** Called before a text is sent. What it throws is why the text is not saved. */
    beforeSave: () => void = () => undefined;

    /** The version that was last read or saved. */
    private base: CloudResourceVersion | undefined;
    private present: SaveProblem | undefined;
    private savedTime: Date | undefined;
    /** The number of the version that the user decided to overwrite. */
    private overwritten: number | undefined;
    /** The texts that the cloud may have without this window knowing it. */
    readonly unanswered = new UnansweredTexts();
    private locked: MarkdownString | undefined;
    private trashed = false;
    private savesUnderWay = 0;
    private watching = false;
    private readonly gone = new GoneDocument(() => this.didChangeProgress.fire());
    /** Has a reason while this is a tab of the last session whose text could not be read yet. */
    private readonly waiting = new WaitingText(() => this.didChangeContents.fire());

    /** @param mayWait whether this is a tab of the last session. It stays, also if the cloud does not answer now. */
    constructor(
        readonly uri: URI,
        readonly documentId: string,
        private readonly documents: CloudDocumentService,
        private readonly watch: () => Disposable,
        private readonly mayWait: () => boolean = () => false
    ) {
        const { didChangeContents, didChangeReadOnly, didChangeProgress, waiting } = this;
        this.toDispose.pushAll([didChangeContents, didChangeReadOnly, didChangeProgress, waiting]);
        this.toDispose.push(
            documents.onDidChange(event => {
                // The editor already has the text that it saved itself.
                if (event.documentId === documentId && !(this.saving && event.kind === 'changed')) {
                    this.didChangeContents.fire();
                }
            })
        );
    }

    get version(): CloudResourceVersion | undefined {
        return this.base;
    }

    /** The reason why the text is read-only, which the editor shows when the user types; `false` if it can be changed. */
    get readOnly(): boolean | MarkdownString {
        return this.waiting.readOnly ?? this.locked ?? false;
    }

    /** Why there is no text yet; `undefined` if there is one. It comes with {@link retry}. */
    get reasonToWait(): string | undefined {
        return this.waiting.reason;
    }

    /** Reads the text, if it could not be read: what was in the way may be over. */
    retry(): void {
        this.waiting.retry();
    }

    /** Why the text is not saved; `undefined` if the last save succeeded, or if nothing was saved. */
    get problem(): SaveProblem | undefined {
        return this.present;
    }

    /** Notes that a text is in conflict with the newest version, or no longer is. */
    set problem(problem: SaveProblem | undefined) {
        if (problem !== this.present) {
            this.present = problem;
            this.didChangeProgress.fire();
        }
    }

    /** When the newest known version was saved, by the clock of the cloud. */
    get savedAt(): Date | undefined {
        return this.savedTime;
    }

    /** Whether a save waits for its response. */
    get saving(): boolean {
        return this.savesUnderWay > 0;
    }

    /** Whether the newest known version is in the trash. */
    get isInTrash(): boolean {
        return this.trashed;
    }

    /** Why the document can no longer be read; `undefined` if it can, and while that is unknown. */
    get reasonGone(): string | undefined {
        return this.gone.reason;
    }

    dispose(): void {
        this.toDispose.dispose();
    }

    /** Disposes something when this is disposed. */
    disposeWith(disposable: Disposable): void {
        this.toDispose.push(disposable);
    }

    async readContents(): Promise<string> {
        try {
            const document = await this.documents.read(this.documentId);
            this.update(document, document.content);
            this.startWatching();
            return shownText(document.content);
        } catch (error) {
            const isWaiting = this.waiting.reason !== undefined;
            const mayWait = this.base === undefined && this.mayWait() && isTransient(error);
            if (isWaiting || mayWait) {
                this.waiting.wait(error);
                this.didChangeReadOnly.fire(this.readOnly);
            }
            if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                this.base = undefined;
                this.gone.noteGone();
                throw ResourceError.NotFound({ message: reasonOf(error), data: { uri: this.uri } });
            }
            if (isWaiting || mayWait) {
                return '';
            }
            throw error;
        }
    }

    /** @throws OutOfSync if the text is not saved; {@link problem} says why */
    async saveContents(content: string, options?: ResourceSaveOptions): Promise<void> {
        if (this.waiting.reason !== undefined) {
            // What the editor shows is not the text of the document.
            throw ResourceError.OutOfSync({ message: this.waiting.reason, data: { uri: this.uri } });
        }
        const base = this.baseOf(options?.version);
        const stored = this.stored(content, base);
        this.savesUnderWay++;
        this.didChangeProgress.fire();
        try {
            this.beforeSave();
            const seen =
                this.overwritten === undefined
                    ? { version: base?.documentVersion ?? UNKNOWN_VERSION, text: base?.text }
                    : { version: this.overwritten, text: this.textToOverwrite() };
            const change = { content: stored, origin: this.origin };
            const saved = await this.unanswered.during(stored, () =>
                saveOverSeenText(this.documents, this.documentId, seen, change, text => this.unanswered.has(text))
            );
            this.overwritten = undefined;
            this.present = undefined;
            this.update(saved, stored);
        } catch (error) {
            this.present = await this.problemOf(error, base);
            // The editor shows no message for OutOfSync and stays dirty. Whoever saves tells the user.
            throw ResourceError.OutOfSync({ message: 'Could not save the document.', data: { uri: this.uri } });
        } finally {
            this.savesUnderWay--;
            this.didChangeProgress.fire();
        }
    }

    private async problemOf(error: unknown, base: CloudResourceVersion | undefined): Promise<SaveProblem> {
        if (!CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
            return { kind: 'failure', error };
        }
        this.overwritten = undefined;
        const { current_version, updated_by } = conflictDetailsSchema.parse(error.details);
        const newest = await newestVersion(this.documents, this.documentId);
        const { version, updated_by: updatedBy } = newest ?? { version: current_version, updated_by };
        return { kind: 'conflict', conflict: { base, theirs: newest && versionOf(newest), version, updatedBy } };
    }

    /**
     * Returns a text of the editor as it is stored, with the byte order mark and the line endings of its base.
     *
     * @param version the base; by default the version that was last read or saved
     */
    stored(content: string, version?: ResourceVersion): string {
        return this.baseOf(version)?.form.restore(content) ?? content;
    }

    private baseOf(version: ResourceVersion | undefined): CloudResourceVersion | undefined {
        return isCloudResourceVersion(version) ? version : this.base;
    }

    /** Returns the text of the version that the user decided to overwrite; `undefined` if it could not be read. */
    private textToOverwrite(): string | undefined {
        const theirs = this.present?.kind === 'conflict' ? this.present.conflict.theirs : undefined;
        return [theirs, this.base].find(version => version?.documentVersion === this.overwritten)?.text;
    }

    /** Called after the first successful read, because Theia does not dispose a resource that could not be read. */
    private startWatching(): void {
        if (!this.watching && !this.toDispose.disposed) {
            this.watching = true;
            this.toDispose.push(this.watch());
        }
    }

    /** Makes the next save overwrite `version`, as the user decided. */
    overwrite(version: number): void {
        this.overwritten = version;
    }

    private update(document: CloudDocument, content: string): void {
        const { version } = document;
        this.gone.noteRead(document);
        this.base = versionOf({ version, content });
        this.savedTime = new Date(document.updated_at);
        this.overwritten = this.overwritten === version ? version : undefined;
        const isInTrash = document.read_only_reason === 'trashed';
        if (isInTrash !== this.trashed) {
            this.trashed = isInTrash;
            this.didChangeProgress.fire();
        }
        const [locked, hasWaited] = [readOnlyMessage(document), this.waiting.reason !== undefined];
        this.waiting.end();
        if (hasWaited || locked?.value !== this.locked?.value) {
            this.locked = locked;
            this.didChangeReadOnly.fire(this.readOnly);
        }
    }
}
