// SPDX-License-Identifier: MIT

import type { SearchQuery } from '@sanyam/store';
import { normalizedFolder, normalizedName, type CloudLocation } from '@sanyam/types';
import type { DocumentPlace } from '../known-documents';
import { sharedFolder } from '../file-system/shared-tree';
import { joinPath } from '../file-system/tree-path';

/** Which documents a search in a place of the cloud means. */
export interface SearchScope {
    /** What the cloud is asked for. It may answer documents of other places. */
    readonly query: Pick<SearchQuery, 'folder'>;
    /** Returns the path of a document below the place; `undefined` if it is not there. */
    pathOf(document: DocumentPlace & { readonly id: string }): string | undefined;
}

/** The scope of a window without a folder: own documents and those of others. */
export const WHOLE_CLOUD: SearchScope = { query: {}, pathOf: treePath };

/** Returns the scope of a folder, with all that is below it. The address of a document has that document alone. */
export function searchScopeOf(location: CloudLocation): SearchScope {
    if (location.kind === 'document') {
        const { documentId } = location;
        return { query: {}, pathOf: ({ id, name }) => (id === documentId ? normalizedName(name) : undefined) };
    }
    const folder = normalizedFolder(location.path);
    const start = folder === '' ? '' : `${folder}/`;
    const isOwn = location.kind === 'own';
    return {
        // The cloud has no search in a folder of somebody else. An empty folder is the top of the own tree.
        query: isOwn ? { folder } : {},
        pathOf: document => {
            const path = treePath(document);
            const isHere = (document.permission === 'owner') === isOwn && path.startsWith(start);
            return isHere ? path.slice(start.length) : undefined;
        }
    };
}

/** Returns the path of a document in the own tree or in that of shared documents. */
function treePath(document: DocumentPlace): string {
    return joinPath(
        document.permission === 'owner' ? document.folder : sharedFolder(document),
        normalizedName(document.name)
    );
}
