// SPDX-License-Identifier: MIT

import { CloudFolders } from '@sanyam/store';
import {
    AuthSession,
    CloudError,
    folderProblem,
    normalizedFolder,
    type CloudDocument,
    onDidChangeUser
} from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { quotedPlainly } from '../quoted';
import { CloudFolder } from './cloud-folder';
import { MadeFolders } from './made-folders';
import { splitPath } from './tree-path';

/** Lifetime of a folder's list in milliseconds: long enough to stat each entry after listing them. */
const LIFETIME = 5000;

/** How many lists are kept. A search, or a language server, walks through whole trees. */
const MOST_LISTS = 500;

/** The most documents directly in a folder, at some 600 bytes each. The Cloud view holds as many. */
const MOST_DOCUMENTS = 20_000;

/** Documents on a page: the most that the database gives. */
const PAGE_SIZE = 100;

interface List {
    readonly folder: Promise<CloudFolder>;
    /** Milliseconds since 1970. */
    readonly listedAt: number;
}

/**
 * The folders of the user's own tree. Each is listed when somebody asks for it. The lists are kept for a moment, and until
 * this window hears of a change.
 */
@injectable()
export class OwnTree {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudFolders)
    @optional()
    protected readonly folders: CloudFolders | undefined;

    @inject(MadeFolders)
    protected readonly made: MadeFolders;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Keys are paths, the oldest first. */
    private readonly lists = new Map<string, List>();

    @postConstruct()
    protected init(): void {
        const forget = (): void => this.lists.clear();
        this.documents.onDidChange(forget);
        this.documents.onDidChangeTree(forget);
        this.made.onDidChange(forget);
        onDidChangeUser(this.session, forget);
    }

    /**
     * Returns what is in a folder.
     *
     * @param isFresh whether to ask the cloud even if the list is known
     * @throws CloudError DOCUMENT_NOT_FOUND if there is no such folder
     */
    async folder(path: string, isFresh = false): Promise<CloudFolder> {
        const key = normalizedFolder(path);
        const known = isFresh ? undefined : this.known(key);
        if (known) {
            return known;
        }
        if (folderProblem(key) !== undefined || (!isFresh && (await this.isKnownToBeMissing(key)))) {
            throw missing(path);
        }
        const folder = this.list(key);
        const list = { folder, listedAt: Date.now() };
        this.lists.set(key, list);
        const [oldest] = this.lists.keys();
        if (oldest !== undefined && this.lists.size > MOST_LISTS) {
            this.lists.delete(oldest);
        }
        try {
            return await folder;
        } catch (error) {
            if (this.lists.get(key) === list) {
                this.lists.delete(key);
            }
            throw error;
        }
    }

    /** Returns all documents in a folder and below it. @throws CloudError like {@link CloudDocumentService.list} */
    async below(path: string): Promise<CloudDocument[]> {
        return this.documents.listAll({ folder: path, below: true });
    }

    private known(key: string): Promise<CloudFolder> | undefined {
        const list = this.lists.get(key);
        return list && Date.now() - list.listedAt <= LIFETIME ? list.folder : undefined;
    }

    /** A list that is known saves the request for what is not in it. Many programs look for folders of settings. */
    private async isKnownToBeMissing(key: string): Promise<boolean> {
        for (let path = key; path !== ''; path = splitPath(path).parent) {
            const { parent, name } = splitPath(path);
            const known = await this.known(parent)?.catch(() => undefined);
            if (known) {
                return !known.hasFolder(name);
            }
        }
        return false;
    }

    private async list(path: string): Promise<CloudFolder> {
        const documents: CloudDocument[] = [];
        const names = this.made.in(path);
        let cursor: string | undefined;
        let foldersCursor: string | undefined;
        do {
            const page = await this.documents.list({
                folder: path,
                page_size: PAGE_SIZE,
                ...(cursor === undefined ? {} : { cursor })
            });
            documents.push(...page.items);
            page.folders?.forEach(name => names.add(name));
            foldersCursor ??= page.next_folders_cursor ?? undefined;
            cursor = page.next_cursor ?? undefined;
            requireFew(path, documents.length);
        } while (cursor !== undefined);
        while (foldersCursor !== undefined && this.folders) {
            const page = await this.folders.list(path, foldersCursor);
            page.items.forEach(name => names.add(name));
            foldersCursor = page.next_cursor ?? undefined;
        }
        if (documents.length === 0 && names.size === 0 && path !== '' && !this.made.has(path)) {
            throw missing(path);
        }
        return new CloudFolder(documents, names);
    }
}

function requireFew(path: string, count: number): void {
    if (count > MOST_DOCUMENTS) {
        throw new CloudError(
            'VALIDATION_ERROR',
            nls.localize(
                'sanyam/files/tooMany',
                'The cloud folder {0} has more than 20,000 documents. Move some of them to other folders.',
                quotedPlainly(path)
            )
        );
    }
}

function missing(path: string): CloudError {
    return new CloudError(
        'DOCUMENT_NOT_FOUND',
        nls.localize('sanyam/files/folderMissing', 'The cloud folder {0} does not exist.', quotedPlainly(path))
    );
}
