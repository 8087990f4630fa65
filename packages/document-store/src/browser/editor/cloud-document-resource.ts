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
import { SeenText } from './seen-text';

/** The version of the document that the text of an editor is based on. */
export interface CloudResourceVersion extends ResourceVersion {
    readonly documentVersion: number;
}

function isCloudResourceVersion(version: ResourceVersion | undefined): version is CloudResourceVersion {
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
 * A cloud document in an editor. Each save names the version that this editor's text is based on. Another editor, or
 * another read of the same document, does not affect that version.
 */
export class CloudDocumentResource implements Resource {
    private readonly toDispose = new DisposableCollection();
    private readonly didChangeContents = new Emitter<void>();
    private readonly didChangeReadOnly = new Emitter<boolean | MarkdownString>();
    readonly onDidChangeContents = this.didChangeContents.event;
    readonly onDidChangeReadOnly = this.didChangeReadOnly.event;

    /** Whether the user or a timer saves. The history may combine autosaves into one version. */
    origin: 'save' | 'autosave' = 'save';

    private current: CloudResourceVersion | undefined;
    /** The version that the user decided to overwrite. */
    private overwritten: number | undefined;
    /** What the editor does not show of the text: its byte order mark and mixed line endings. */
    private form = StoredForm.of('');
    private readonly ownText = new SeenText();
    /** The text of a conflict, which the user may decide to overwrite. */
    private readonly theirText = new SeenText();
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

    /** The current name of the document. */
    get name(): string {
        return this.documents.nameOf(this.documentId) ?? this.uri.path.base;
    }

    get version(): CloudResourceVersion | undefined {
        return this.current;
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
            this.update(document);
            this.ownText.see(document.version, document.content);
            this.startWatching();
            this.form = StoredForm.of(document.content);
            return shownText(document.content);
        } catch (error) {
            if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                this.current = undefined;
                throw ResourceError.NotFound({ message: error.message, data: { uri: this.uri } });
            }
            throw error;
        }
    }

    async saveContents(content: string, options?: ResourceSaveOptions): Promise<void> {
        const version = options?.version ?? this.current;
        const textVersion = isCloudResourceVersion(version) ? version.documentVersion : UNKNOWN_VERSION;
        const stored = this.stored(content);
        this.savesUnderWay++;
        try {
            const saved = await this.saveOver(this.overwritten ?? textVersion, stored);
            this.update(saved);
            this.ownText.see(saved.version, stored);
            this.form = StoredForm.of(stored);
            this.overwritten = undefined;
        } catch (error) {
            if (CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
                this.overwritten = undefined;
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

    /** Returns a text of the editor as it is stored, with its byte order mark and its line endings. */
    stored(content: string): string {
        return this.form.restore(content);
    }

    /** Called after the first successful read, because Theia does not dispose a resource that could not be read. */
    private startWatching(): void {
        if (!this.watching && !this.toDispose.disposed) {
            this.watching = true;
            this.toDispose.push(this.watch());
        }
    }

    /**
     * Saves the text over `version`, and over later versions that changed only the name or the language: the text is still
     * the one that the user has seen, and the new name stays. Returns the document also if the cloud already has the text,
     * for example from a save whose response was lost.
     *
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT if the text has changed, or cannot be read
     */
    private async saveOver(version: number, content: string): Promise<CloudDocument> {
        const seen = this.ownText.of(version) ?? this.theirText.of(version);
        for (let base = version; ;) {
            try {
                const change = { content, base_version: base, origin: this.origin };
                return await this.documents.save(this.documentId, change);
            } catch (error) {
                const newest = CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT') ? await this.newest() : undefined;
                if (newest?.content === content) {
                    return newest;
                }
                if (newest === undefined || newest.content !== seen || newest.version <= base) {
                    throw error;
                }
                base = newest.version;
            }
        }
    }

    /** Returns the newest version, or `undefined` if it cannot be read. A failed save has removed it from the cache. */
    private async newest(): Promise<CloudDocumentWithContent | undefined> {
        try {
            const document = await this.documents.read(this.documentId);
            this.theirText.see(document.version, document.content);
            return document;
        } catch {
            return undefined;
        }
    }

    /** Makes the next save overwrite `version`, as the user decided. */
    overwrite(version: number): void {
        this.overwritten = version;
    }

    private update(document: CloudDocument): void {
        const { version } = document;
        this.current = { documentVersion: version };
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
