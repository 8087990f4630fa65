// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocument, type CloudDocumentWithContent } from '@sanyam/types';
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
import { newestVersion, saveOverSeenText } from '../save-over-seen-text';

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

/** Handles failed saves. The editor keeps its text until the user decides what to do. */
export interface SaveFailureHandler {
    /** Handles a conflict: someone else saved a later version. */
    onConflict(resource: CloudDocumentResource, conflict: CloudError): void;
    onFailure(resource: CloudDocumentResource, error: unknown): void;
}

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
    readonly onDidChangeContents = this.didChangeContents.event;
    readonly onDidChangeReadOnly = this.didChangeReadOnly.event;

    /** Whether the user or a timer saves. The history may combine autosaves into one version. */
    origin: 'save' | 'autosave' = 'save';

    /** The version that was last read or saved. */
    private base: CloudResourceVersion | undefined;
    /** The version that the last save conflicted with. */
    private theirs: CloudResourceVersion | undefined;
    /** The number of the version that the user decided to overwrite. */
    private overwritten: number | undefined;

    private locked: MarkdownString | undefined;
    private savesUnderWay = 0;
    private watching = false;

    constructor(
        readonly uri: URI,
        readonly documentId: string,
        private readonly documents: CloudDocumentService,
        private readonly failures: SaveFailureHandler,
        private readonly watch: () => Disposable
    ) {
        this.toDispose.pushAll([this.didChangeContents, this.didChangeReadOnly]);
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
        return this.locked ?? false;
    }

    /** Whether a save waits for its response. */
    get saving(): boolean {
        return this.savesUnderWay > 0;
    }

    dispose(): void {
        this.toDispose.dispose();
    }

    async readContents(): Promise<string> {
        try {
            const document = await this.documents.read(this.documentId);
            this.update(document, document.content);
            this.startWatching();
            return shownText(document.content);
        } catch (error) {
            if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                this.base = undefined;
                throw ResourceError.NotFound({ message: error.message, data: { uri: this.uri } });
            }
            throw error;
        }
    }

    async saveContents(content: string, options?: ResourceSaveOptions): Promise<void> {
        const base = this.baseOf(options?.version);
        const stored = this.stored(content, base);
        this.savesUnderWay++;
        try {
            const seen =
                this.overwritten === undefined
                    ? { version: base?.documentVersion ?? UNKNOWN_VERSION, text: base?.text }
                    : { version: this.overwritten, text: this.textToOverwrite() };
            const change = { content: stored, origin: this.origin };
            const saved = await saveOverSeenText(this.documents, this.documentId, seen, change);
            this.overwritten = undefined;
            this.theirs = undefined;
            this.update(saved, stored);
        } catch (error) {
            if (CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
                this.overwritten = undefined;
                const newest = await newestVersion(this.documents, this.documentId);
                this.theirs = newest && versionOf(newest);
                this.failures.onConflict(this, error);
            } else {
                this.failures.onFailure(this, error);
            }
            // The editor shows no message for OutOfSync and stays dirty. The handler above informs the user.
            throw ResourceError.OutOfSync({ message: 'Could not save the document.', data: { uri: this.uri } });
        } finally {
            this.savesUnderWay--;
        }
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
        return [this.theirs, this.base].find(version => version?.documentVersion === this.overwritten)?.text;
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
        this.base = versionOf({ version, content });
        if (this.overwritten !== version) {
            this.overwritten = undefined;
        }
        const locked = readOnlyMessage(document);
        if (locked?.value !== this.locked?.value) {
            this.locked = locked;
            this.didChangeReadOnly.fire(this.readOnly);
        }
    }
}
