// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { CloudDocumentService } from '../cloud-document-service';
import { isInTree, OpenAddresses } from '../file-system/open-addresses';
import { TreeWatch } from '../file-system/tree-watch';
import type { CloudDocumentModel } from './cloud-document-model';
import { CloudEditors } from './cloud-editors';
import { EditorAddresses } from './editor-addresses';
import { MovedWidgets } from './moved-widgets';
import { shownDocument } from './shown-document';

/** Milliseconds until an editor that could not move tries again. Each further pause is twice as long, up to the limit. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** More documents than open at the same time. */
const MOST_UNSEEN = 200;

/**
 * Takes editors along when their documents are renamed or moved: here, in another window, or by a program. The URI of a text
 * cannot change, so that the editor gets another text. An unsaved text is never moved: drafts, conflicts, notices and the
 * version that it is based on belong to it. Its editor has the new name at once, and the new address once it is saved.
 */
@injectable()
export class EditorMoves implements FrontendApplicationContribution {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(EditorManager)
    protected readonly manager: EditorManager;

    @inject(EditorAddresses)
    protected readonly addresses: EditorAddresses;

    @inject(OpenAddresses)
    protected readonly openAddresses: OpenAddresses;

    @inject(TreeWatch)
    protected readonly tree: TreeWatch;

    @inject(MovedWidgets)
    protected readonly widgets: MovedWidgets;

    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    /** The ids of documents whose editors may have to move. */
    private readonly waiting = new Set<string>();
    /** The ids of documents whose turn is to come. */
    private readonly queued = new Set<string>();
    /** The ids of documents that have moved while no editor showed them, the oldest first. */
    private readonly unseen = new Set<string>();
    /** The texts whose change is waited for. */
    private readonly awaited = new Set<CloudDocumentModel>();
    /** How often the editors of a document could not move since it came to another place, by the document's id. */
    private readonly failures = new Map<string, number>();
    private isMoving = false;
    private isStopped = false;
    private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
    /** One editor moves after the other. */
    private work: Promise<void> = Promise.resolve();

    onStart(): void {
        this.documents.onDidMove(documentId => {
            const editors = this.editors.of(documentId);
            if (editors.length === 0) {
                this.noteUnseen(documentId);
            }
            editors.forEach(({ editor }) => this.openAddresses.leave(editor.uri));
            this.follow(documentId);
        });
        this.manager.onCreated(widget => {
            const documentId = shownDocument(widget)?.documentId;
            if (documentId === undefined) {
                return;
            }
            // It has the address by id also if the cloud did not answer.
            if (this.unseen.delete(documentId) || !isInTree(widget.editor.uri)) {
                this.follow(documentId);
            }
        });
        // The editor that had its place may have left.
        this.openAddresses.onDidChange(() => {
            // A move that fails changes the addresses, too.
            if (!this.isMoving) {
                this.followOutsiders();
            }
        });
        this.documents.onDidChange(({ documentId, kind }) => {
            if (kind === 'removed') {
                // Another document can come to its place, while its editor stays with unsaved text.
                this.editors.of(documentId).forEach(({ editor }) => this.openAddresses.leave(editor.uri));
            } else if (kind === 'created') {
                this.follow(documentId);
            }
        });
        // Another document can come to the place of an editor's document, as one that is restored, and take its name there.
        this.tree.onDidChange(changes => changes.forEach(({ resource }) => this.giveUp(resource)));
        // What was in the way may be gone: a comparison with the text, a dialog, or a menu.
        this.shell.onDidRemoveWidget(() => this.followAll());
        document.addEventListener('focusin', () => this.followAll());
        // Tabs of the last session have the addresses that the documents had then.
        this.state
            .reachedState('ready')
            .then(() => this.editors.all().forEach(({ documentId }) => this.follow(documentId)))
            .catch((error: unknown) => console.error(error));
    }

    /** Lets the tree say which document is at a place, and the editor that is there find its own place. */
    private giveUp(uri: URI): void {
        const documentId = this.openAddresses.documentAt(uri);
        if (documentId !== undefined) {
            this.openAddresses.leave(uri);
            this.follow(documentId);
        }
    }

    /** An editor that is opening has the address that its document had when it was asked for. */
    private noteUnseen(documentId: string): void {
        this.unseen.delete(documentId);
        this.unseen.add(documentId);
        const [oldest] = this.unseen;
        if (oldest !== undefined && this.unseen.size > MOST_UNSEEN) {
            this.unseen.delete(oldest);
        }
    }

    private followAll(): void {
        this.waiting.forEach(documentId => this.follow(documentId));
    }

    /** Lets the editors with an address by id look again whether their place in the tree is free. */
    private followOutsiders(): void {
        const outside = this.editors.all().filter(({ uri }) => !isInTree(new URI(uri)));
        outside.forEach(({ documentId }) => this.follow(documentId));
    }

    private follow(documentId: string): void {
        this.waiting.add(documentId);
        if (this.queued.has(documentId)) {
            return;
        }
        this.queued.add(documentId);
        this.work = this.work
            .then(() => {
                this.queued.delete(documentId);
                return this.attempt(documentId);
            })
            .catch((error: unknown) => console.error('Could not move an editor.', error));
    }

    private async attempt(documentId: string): Promise<void> {
        const [widget] = this.editors.of(documentId);
        const text = widget && shownDocument(widget);
        if (text === undefined || !this.waiting.has(documentId)) {
            this.arrive(documentId);
            return;
        }
        if (!widget?.isAttached || !this.widgets.canMove(text)) {
            this.retryAfterChange(text);
            this.retrySoon(text);
            return;
        }
        const to = await this.present(documentId);
        if (to === undefined) {
            // The cloud does not answer. The next change of the document, or of the text, comes here again.
            this.retryAfterChange(text);
            return;
        }
        if (to.toString() === text.uri) {
            this.openAddresses.enter(to, documentId);
            this.arrive(documentId);
        } else if (await this.move(text, to)) {
            this.arrive(documentId);
        } else if (this.editors.of(documentId).some(each => shownDocument(each) === text)) {
            this.retryAfterChange(text);
            this.retryAfterFailure(text);
        } else {
            // It was closed meanwhile: no editor shows the document any more, or a new one does.
            this.follow(documentId);
        }
    }

    private arrive(documentId: string): void {
        this.waiting.delete(documentId);
        this.failures.delete(documentId);
    }

    private async move(text: CloudDocumentModel, to: URI): Promise<boolean> {
        // A preview of the last session may still ask for its text at the old address.
        this.openAddresses.leave(new URI(text.uri));
        this.isMoving = true;
        const hasMoved = await this.widgets.move(text, to).finally(() => (this.isMoving = false));
        if (hasMoved) {
            this.followOutsiders();
        }
        return hasMoved;
    }

    private async present(documentId: string): Promise<URI | undefined> {
        try {
            return await this.addresses.present(documentId);
        } catch (error) {
            if (!(error instanceof CloudError)) {
                throw error;
            }
            return undefined;
        }
    }

    /** Tries again in a while, if the text is saved: not each end of what was in the way is an event. */
    private retrySoon({ dirty, documentId }: CloudDocumentModel, pause = FIRST_PAUSE): void {
        if (!dirty && !this.isStopped && !this.timers.has(documentId)) {
            const timer = setTimeout(() => {
                this.timers.delete(documentId);
                this.follow(documentId);
            }, pause);
            this.timers.set(documentId, timer);
        }
    }

    /** What failed once may fail each time, and costs requests: the pauses grow. */
    private retryAfterFailure(text: CloudDocumentModel): void {
        const failures = this.failures.get(text.documentId) ?? 0;
        this.failures.set(text.documentId, failures + 1);
        this.retrySoon(text, Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE));
    }

    onStop(): void {
        this.isStopped = true;
        this.timers.forEach(timer => clearTimeout(timer));
    }

    /** Tries again when the text is saved, changes, or is read at last. */
    private retryAfterChange(text: CloudDocumentModel): void {
        if (this.awaited.has(text)) {
            return;
        }
        this.awaited.add(text);
        const retry = (): void => {
            if (this.awaited.delete(text)) {
                listeners.forEach(listener => listener.dispose());
                this.follow(text.documentId);
            }
        };
        const listeners = [text.onDirtyChanged(retry), text.onDidChangeReadOnly(retry), text.onWillDispose(retry)];
    }
}
