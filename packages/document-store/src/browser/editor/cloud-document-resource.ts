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
import type { CloudDocumentService } from '../cloud-document-service';
import { readOnlyMessage } from '../document-access';

/** Which version of the document an editor's text was made from. */
export interface CloudResourceVersion extends ResourceVersion {
    readonly documentVersion: number;
}

function isCloudResourceVersion(version: ResourceVersion | undefined): version is CloudResourceVersion {
    return version !== undefined && 'documentVersion' in version;
}

/** Told when a save did not happen; the editor keeps its text, and what comes next is up to the user. */
export interface SaveFailureHandler {
    /** Someone saved in between. */
    onConflict(resource: CloudDocumentResource, conflict: CloudError): void;
    onFailure(resource: CloudDocumentResource, error: unknown): void;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** No document has it: a text that was made from no version (its document was out of reach) always meets a conflict. */
const UNKNOWN_VERSION = 0;

/**
 * A cloud document as an editor holds it. The editor names the version that its text was made from with each save, so
 * that two editors of one document, or a stranger's read of it, never lend each other a version.
 */
export class CloudDocumentResource implements Resource {
    private readonly toDispose = new DisposableCollection();
    private readonly didChangeContents = new Emitter<void>();
    private readonly didChangeReadOnly = new Emitter<boolean | MarkdownString>();
    readonly onDidChangeContents = this.didChangeContents.event;
    readonly onDidChangeReadOnly = this.didChangeReadOnly.event;

    /** Who saves: a person, or a timer whose saves may take each other's place in the history. */
    origin: 'save' | 'autosave' = 'save';

    private current: CloudResourceVersion | undefined;
    /** The version that the user decided to overwrite. */
    private overwritten: number | undefined;
    private hasByteOrderMark = false;
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
                // What the editor itself saves it need not read again.
                if (event.documentId === documentId && !(this.saving && event.kind === 'changed')) {
                    this.didChangeContents.fire();
                }
            })
        );
    }

    get version(): CloudResourceVersion | undefined {
        return this.current;
    }

    /** Why the text cannot be changed, which the editor says to whoever types; `false` when it can. */
    get readOnly(): boolean | MarkdownString {
        return this.locked ?? false;
    }

    /** Whether a save has been sent and not yet been answered. */
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
            return this.withoutByteOrderMark(document.content);
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
        this.savesUnderWay++;
        try {
            const saved = await this.documents.save(this.documentId, {
                content: this.stored(content),
                base_version: this.overwritten ?? textVersion,
                origin: this.origin
            });
            this.current = { documentVersion: saved.version };
            this.overwritten = undefined;
        } catch (error) {
            if (CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
                this.overwritten = undefined;
                if (await this.hasArrived(content)) {
                    return;
                }
                this.failures.onConflict(this, error);
            } else {
                this.failures.onFailure(this, error);
            }
            // The one error that an editor takes quietly: it stays dirty, and the handler above talks to the user.
            throw ResourceError.OutOfSync({ message: 'The document was not saved.', data: { uri: this.uri } });
        } finally {
            this.savesUnderWay--;
        }
    }

    /** From the first text on: a resource that cannot be read is dropped without being disposed. */
    private startWatching(): void {
        if (!this.watching && !this.toDispose.disposed) {
            this.watching = true;
            this.toDispose.push(this.watch());
        }
    }

    /** Whether the cloud has this very text: an earlier save whose answer was lost, or someone who wrote the same. */
    private async hasArrived(content: string): Promise<boolean> {
        try {
            const document = await this.documents.read(this.documentId);
            const arrived = document.content === this.stored(content);
            if (arrived) {
                this.update(document);
            }
            return arrived;
        } catch {
            // Not to be seen: then it is a conflict like any other.
            return false;
        }
    }

    /** The next save replaces `version`, whatever it holds: the user has decided. */
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

    /** The editor's text as the cloud keeps it. */
    private stored(content: string): string {
        return this.hasByteOrderMark ? BYTE_ORDER_MARK + content : content;
    }

    private withoutByteOrderMark(content: string): string {
        this.hasByteOrderMark = content.startsWith(BYTE_ORDER_MARK);
        return this.hasByteOrderMark ? content.slice(BYTE_ORDER_MARK.length) : content;
    }
}
