// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, normalizedName, SHARED_AUTHORITY, type CloudDocument, CHECK_INTERVAL } from '@sanyam/types';
import type { CancellationToken } from '@theia/core/lib/common/cancellation';
import URI from '@theia/core/lib/common/uri';
import * as fuzzy from '@theia/core/shared/fuzzy';
import { WHITESPACE_QUERY_SEPARATOR, type FileSearchService } from '@theia/file-search/lib/common/file-search-service';
import type { CloudListing } from '../cloud-view/cloud-listing';
import { CloudFolder } from '../file-system/cloud-folder';
import { sharedFolder } from '../file-system/shared-tree';
import { joinPath, splitPath } from '../file-system/tree-path';
import { isSearched } from '../search/path-filter';

/** A document in a folder that is searched. */
interface Address {
    readonly uri: URI;
    /** Below that folder, in lower case. */
    readonly path: string;
}

/**
 * Finds files by name for Go to File. Folders of the disk are searched by Theia's backend, which cannot read the cloud.
 * Cloud folders are searched in the list of the Cloud view, which has no texts.
 */
export class CloudFileSearch implements FileSearchService {
    /** Of all documents, in their trees. */
    private addresses: readonly URI[] | undefined;
    private isStale = true;

    constructor(
        private readonly disk: FileSearchService,
        private readonly listing: Pick<CloudListing, 'documents' | 'hold' | 'settled' | 'updatedAt' | 'onDidChange'>,
        onDidChangeTree: (listener: () => void) => unknown
    ) {
        listing.onDidChange(() => (this.addresses = undefined));
        onDidChangeTree(() => (this.isStale = true));
    }

    async find(pattern: string, options: FileSearchService.Options, token?: CancellationToken): Promise<string[]> {
        const roots = options.rootUris ?? [];
        const cloud = roots.map(root => new URI(root)).filter(({ scheme }) => scheme === CLOUD_SCHEME);
        if (cloud.length === 0) {
            return this.disk.find(pattern, options, token);
        }
        const rootUris = roots.filter(root => new URI(root).scheme !== CLOUD_SCHEME);
        const [onDisk, found] = await Promise.all([
            rootUris.length === 0 ? [] : this.disk.find(pattern, { ...options, rootUris }, token),
            this.findInCloud(pattern, cloud, options, token)
        ]);
        return [...onDisk, ...found];
    }

    private async findInCloud(
        pattern: string,
        roots: readonly URI[],
        { fuzzyMatch, limit, excludePatterns = [] }: FileSearchService.Options,
        token?: CancellationToken
    ): Promise<string[]> {
        await this.update();
        if (token?.isCancellationRequested === true) {
            return [];
        }
        const exclude = excludePatterns.filter(glob => glob !== '');
        const words = normalizedName(pattern).toLowerCase().trim().split(WHITESPACE_QUERY_SEPARATOR);
        const joined = words.join('');
        this.addresses ??= addressesOf(this.listing.documents);
        const below = this.addresses.flatMap(uri => {
            const path = roots.map(root => root.relative(uri)?.toString()).find(relative => relative !== undefined);
            const isFound = path !== undefined && isSearched({ path }, { exclude });
            return isFound ? [{ uri, path: path.toLowerCase() }] : [];
        });
        const isExact = ({ path }: Address): boolean => words.every(word => path.includes(word));
        const exact = below.filter(isExact);
        const others =
            fuzzyMatch === true ? below.filter(address => !isExact(address) && fuzzy.test(joined, address.path)) : [];
        return [...exact, ...others].slice(0, limit).map(({ uri }) => uri.toString());
    }

    /** Reads what changed, unless the list is new. Offline, it stays as it is. */
    private async update(): Promise<void> {
        if (this.isStale || Date.now() - (this.listing.updatedAt ?? 0) > CHECK_INTERVAL) {
            this.isStale = false;
            const held = this.listing.hold();
            try {
                await this.listing.settled();
            } finally {
                held.dispose();
            }
        }
    }
}

/** Returns the addresses of all documents, with the names that they have in their folders. */
function addressesOf(documents: Iterable<CloudDocument>): URI[] {
    const all = [...documents];
    return [
        ...addressesIn(
            all.filter(({ permission }) => permission === 'owner'),
            '',
            ({ folder }) => folder
        ),
        ...addressesIn(
            all.filter(({ permission }) => permission !== 'owner'),
            SHARED_AUTHORITY,
            sharedFolder
        )
    ];
}

function addressesIn(
    documents: readonly CloudDocument[],
    authority: string,
    folderOf: (document: CloudDocument) => string
): URI[] {
    const byFolder = Map.groupBy(documents, folderOf);
    const names = Map.groupBy(foldersAbove(byFolder.keys()), path => splitPath(path).parent);
    const top = new URI().withScheme(CLOUD_SCHEME).withAuthority(authority);
    return [...byFolder].flatMap(([path, inFolder]) => {
        const folder = new CloudFolder(
            inFolder,
            (names.get(path) ?? []).map(below => splitPath(below).name)
        );
        return folder.names.map(name => top.withPath(`/${joinPath(path, name)}`));
    });
}

/** Returns the paths with those of the folders above them. */
function foldersAbove(paths: Iterable<string>): Set<string> {
    const all = new Set<string>();
    for (const path of paths) {
        for (let folder = path; folder !== '' && !all.has(folder); folder = splitPath(folder).parent) {
            all.add(folder);
        }
    }
    return all;
}
