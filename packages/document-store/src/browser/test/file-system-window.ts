// SPDX-License-Identifier: MIT

import { CloudFolders, DocumentStore, type CloudDocumentStore } from '@sanyam/store';
import { LanguageService } from '@theia/core/lib/browser/language-service';
import { Container } from '@theia/core/shared/inversify';
import { DocumentCache } from '../../common/document-cache';
import { CloudDocumentService } from '../cloud-document-service';
import { DocumentLanguages } from '../document-languages';
import { bindFileSystem } from '../file-system/bind-file-system';
import { FolderWork } from '../file-system/folder-work-protocol';

/** Creates the container of a new window, with the file system of the cloud. It shows no notices. */
export function openFileSystemWindow(store: Pick<CloudDocumentStore, 'folders'>, documents: DocumentStore): Container {
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(DocumentStore).toConstantValue(documents);
    container.bind(CloudFolders).toConstantValue(store.folders);
    container.bind(DocumentCache).toDynamicValue(() => new DocumentCache());
    container.bind(CloudDocumentService).toSelf();
    container.bind(LanguageService).toSelf();
    container.bind(DocumentLanguages).toSelf();
    bindFileSystem(container.bind.bind(container));
    container.bind<FolderWork>(FolderWork).toDynamicValue(() => ({
        move: async moves => {
            for (const { document, folder } of moves) {
                await container.get(CloudDocumentService).save(document.id, { folder });
            }
            return moves.length;
        },
        trash: async items => {
            for (const { id } of items) {
                await container.get(CloudDocumentService).trash(id);
            }
        },
        copy: async (items, create) => {
            for (const document of items) {
                await create(document, new AbortController().signal);
            }
        }
    }));
    return container;
}
