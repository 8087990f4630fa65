// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, documentIdSchema } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { StorageService } from '@theia/core/lib/browser/storage-service';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { z } from 'zod';
import { isInTree, OpenAddresses } from '../file-system/open-addresses';
import { TextOwners } from '../saving/text-owners';
import { shownDocument } from './shown-document';

/** In the storage of the workspace, where Theia keeps the tabs, too. */
const KEY = 'sanyam.editor-addresses';

/** How many addresses are kept: more than tabs that anybody can use, and than former addresses. */
const MOST_KEPT = 500;

/** Characters of a URI. A folder has at most 1,024 and a name 255, and each can need up to nine in a URI. */
const MAX_LENGTH = 16_384;

const keptSchema = z
    .array(z.tuple([z.string().startsWith(`${CLOUD_SCHEME}:`).max(MAX_LENGTH), documentIdSchema]))
    .max(MOST_KEPT);

/**
 * Knows the documents of the open editors, and keeps them through a reload: a tab of the last session then finds its document,
 * also if it was renamed since, and if the tree cannot be listed.
 */
@injectable()
export class KeptAddresses implements FrontendApplicationContribution {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(OpenAddresses)
    protected readonly addresses: OpenAddresses;

    @inject(StorageService)
    protected readonly storage: StorageService;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(TextOwners)
    protected readonly owners: TextOwners;

    /** Theia opens the tabs of the last session after this. */
    async onStart(): Promise<void> {
        const kept = keptSchema.safeParse(await this.storage.getData(KEY, []));
        kept.data?.forEach(([uri, documentId]) => this.addresses.enter(new URI(uri), documentId));
        this.addresses.onDidChange(() => this.keep());
        this.owners.onDidChangeUser(() => {
            // Unsaved text of a former user stays in its editor. The place is one in the tree of the present user now.
            this.addresses.entries.forEach(([uri]) => this.addresses.leave(new URI(uri)));
            this.addresses.forgetFormer();
        });
        this.editors.all.forEach(widget => this.follow(widget));
        this.editors.onCreated(widget => this.follow(widget));
        this.state
            .reachedState('initialized_layout')
            .then(() => this.forgetOthers())
            .catch((error: unknown) => console.error(error));
    }

    /** Another window of this workspace may have kept its own. Theia keeps the tabs now. */
    onStop(): void {
        this.keep();
    }

    private follow(widget: EditorWidget): void {
        const documentId = shownDocument(widget)?.documentId;
        const { uri } = widget.editor;
        if (documentId === undefined) {
            return;
        }
        // For the tests and the tools of developers: the address of an editor does not say it.
        widget.node.dataset['documentId'] = documentId;
        if (isInTree(uri)) {
            if (this.addresses.documentAt(uri) === undefined) {
                this.addresses.enter(uri, documentId);
            }
            widget.disposed.connect(() => this.leave(widget, uri));
        }
    }

    private leave(closed: EditorWidget, uri: URI): void {
        if (!this.editors.all.some(widget => widget !== closed && widget.editor.uri.isEqual(uri))) {
            this.addresses.forget(uri);
        }
    }

    /** The addresses of tabs that could not be opened again, or that had moved on, are former ones. */
    private forgetOthers(): void {
        const shown = new Set(this.editors.all.map(({ editor }) => editor.uri.toString()));
        for (const [uri] of this.addresses.entries) {
            if (!shown.has(uri)) {
                this.addresses.leave(new URI(uri));
                this.addresses.forget(new URI(uri));
            }
        }
    }

    private keep(): void {
        // A window that is closed while its tabs move has some at the former address. Of one URI, the last entry counts.
        const former = this.owners.user === undefined ? [] : this.addresses.formerEntries;
        this.storage
            .setData(KEY, [...former, ...this.addresses.entries].slice(-MOST_KEPT))
            .catch((error: unknown) => console.error(error));
    }
}
