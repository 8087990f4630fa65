// SPDX-License-Identifier: MIT

import { AuthSession, type CloudDocument, onDidChangeUser } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import {
    documentFilter,
    folderTree,
    inOrder,
    ownersOf,
    type DocumentFolder,
    type DocumentOrder,
    type DocumentOwner
} from '../../common/document-tree';
import { MadeFolders } from '../file-system/made-folders';
import { reasonOf } from '../reason-of';
import { AccountUsage } from './account-usage';
import { CloudListing } from './cloud-listing';
import type { CloudSection } from './cloud-tree-nodes';
import { TrashListing } from './trash-listing';

/** What the tree shows: the documents of the lists by the present filter and order. */
@injectable()
export class CloudTreeContents implements Disposable {
    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(TrashListing)
    protected readonly trashListing: TrashListing;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(MadeFolders)
    protected readonly madeFolders: MadeFolders;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private filterText = '';
    private currentOrder: DocumentOrder = 'name';
    private own: DocumentFolder | undefined;
    private folders: Map<string, DocumentFolder> | undefined;
    private shared: readonly DocumentOwner[] | undefined;
    private trashed: readonly CloudDocument[] | undefined;
    private readonly toDispose = new DisposableCollection();
    private readonly didChange = new Emitter<void>();
    /** Fires when the tree shows something else. */
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        onDidChangeUser(this.session, () => {
            // It may have a name of another user.
            this.filterText = '';
            this.update();
        });
        this.toDispose.pushAll([
            this.didChange,
            this.madeFolders.onDidChange(() => this.update()),
            this.listing.onDidChange(() => this.update()),
            this.trashListing.onDidChange(() => this.update()),
            this.usage.onDidChange(() => this.didChange.fire())
        ]);
    }

    dispose(): void {
        this.toDispose.dispose();
    }

    get filter(): string {
        return this.filterText;
    }

    set filter(text: string) {
        if (text !== this.filterText) {
            this.filterText = text;
            this.update();
        }
    }

    get isFiltered(): boolean {
        return this.filterText.trim() !== '';
    }

    get order(): DocumentOrder {
        return this.currentOrder;
    }

    set order(order: DocumentOrder) {
        if (order !== this.currentOrder) {
            this.currentOrder = order;
            this.update();
        }
    }

    /** Shows a folder that has no documents yet, until this window closes. */
    makeFolder(path: string): void {
        this.madeFolders.add(path);
    }

    /** Stops showing folders without documents, at a path and below it. */
    forgetFolder(path: string): void {
        this.madeFolders.remove(path);
    }

    get sections(): { section: CloudSection; count: number | undefined }[] {
        return [
            { section: 'own', count: this.top.count },
            { section: 'shared', count: this.owners.reduce((sum, { documents }) => sum + documents.length, 0) },
            {
                section: 'trash',
                count: this.trashListing.documents ? this.trash.length : this.usage.overview?.usage.trash_count
            }
        ];
    }

    /** The folder with all own documents. */
    get top(): DocumentFolder {
        return (this.own ??= folderTree(
            this.filtered(document => document.permission === 'owner'),
            this.isFiltered ? [] : this.madeFolders.paths,
            this.order
        ));
    }

    /** All folders of own documents, whatever the filter is. The top comes first. */
    get everyFolder(): DocumentFolder[] {
        const own = [...this.listing.documents].filter(({ permission }) => permission === 'owner');
        return allFolders(folderTree(own, this.madeFolders.paths, 'name'));
    }

    folder(path: string): DocumentFolder | undefined {
        this.folders ??= new Map(allFolders(this.top).map(folder => [folder.path, folder]));
        return this.folders.get(path);
    }

    get owners(): readonly DocumentOwner[] {
        return (this.shared ??= ownersOf(
            this.filtered(document => document.permission !== 'owner'),
            this.order
        ));
    }

    owner(ownerId: string): DocumentOwner | undefined {
        return this.owners.find(({ id }) => id === ownerId);
    }

    get trash(): readonly CloudDocument[] {
        return (this.trashed ??= inOrder(
            (this.trashListing.documents ?? []).filter(documentFilter(this.filterText)),
            this.order
        ));
    }

    /** Returns what a section says about itself; undefined if its documents say enough. */
    hint(section: CloudSection): string | undefined {
        if (section === 'trash' && this.trashListing.failure !== undefined) {
            return nls.localize(
                'sanyam/cloudView/trashFailed',
                'Could not list the trash. {0}',
                reasonOf(this.trashListing.failure)
            );
        }
        const isLoading =
            section === 'trash' ? this.trashListing.documents === undefined : this.listing.phase !== 'ready';
        if (isLoading) {
            return nls.localize('sanyam/cloudView/loading', 'Loading…');
        }
        if (section === 'own' && this.listing.isCut) {
            return nls.localize(
                'sanyam/cloudView/cut',
                'Older documents are not shown. Open them with “Open Cloud Document…”.'
            );
        }
        const isEmpty = this.sections.find(one => one.section === section)?.count === 0;
        return isEmpty && !(section === 'own' && this.top.folders.length > 0) ? this.emptyHint(section) : undefined;
    }

    private emptyHint(section: CloudSection): string {
        if (this.isFiltered) {
            return nls.localize('sanyam/cloudView/noMatch', 'No match');
        }
        return {
            own: nls.localize('sanyam/cloudView/emptyOwn', 'No documents yet'),
            shared: nls.localize('sanyam/cloudView/emptyShared', 'Nobody shares a document with you'),
            trash: nls.localize('sanyam/cloudView/emptyTrash', 'The trash is empty')
        }[section];
    }

    private filtered(isWanted: (document: CloudDocument) => boolean): CloudDocument[] {
        const matches = documentFilter(this.filterText);
        return [...this.listing.documents].filter(document => isWanted(document) && matches(document));
    }

    private update(): void {
        this.own = undefined;
        this.folders = undefined;
        this.shared = undefined;
        this.trashed = undefined;
        this.didChange.fire();
    }
}

function allFolders(folder: DocumentFolder): DocumentFolder[] {
    return [folder, ...folder.folders.flatMap(allFolders)];
}
