// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocumentWithContent } from '@sanyam/types';
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
        const stored = this.form.restore(content);
        this.savesUnderWay++;
        try {
            const saved = await this.documents.save(this.documentId, {
                content: stored,
                base_version: this.overwritten ?? textVersion,
                origin: this.origin
            });
            this.current = { documentVersion: saved.version };
            this.form = StoredForm.of(stored);
            this.overwritten = undefined;
        } catch (error) {
            if (CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
                this.overwritten = undefined;
                if (await this.hasArrived(stored)) {
                    return;
                }
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

    /** Called after the first successful read, because Theia does not dispose a resource that could not be read. */
    private startWatching(): void {
        if (!this.watching && !this.toDispose.disposed) {
            this.watching = true;
            this.toDispose.push(this.watch());
        }
    }

    /** Returns whether the cloud already has this text, for example from a save whose response was lost. */
    private async hasArrived(stored: string): Promise<boolean> {
        try {
            const document = await this.documents.read(this.documentId);
            const arrived = document.content === stored;
            if (arrived) {
                this.form = StoredForm.of(stored);
                this.update(document);
            }
            return arrived;
        } catch {
            // If the document cannot be read, the conflict stands.
            return false;
        }
    }

    /** Makes the next save overwrite `version`, as the user decided. */
    overwrite(version: number): void {
        this.overwritten = version;
    }

    private update(document: CloudDocumentWithContent): void {
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
