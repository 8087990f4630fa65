// SPDX-License-Identifier: MIT

import { DocumentPlaces } from '@sanyam/types';
import type { interfaces } from '@theia/core/shared/inversify';
import { CloudDirectory } from './cloud-directory';
import { CloudDocumentPlaces } from './cloud-document-places';
import { CloudDocumentWatcher } from './cloud-document-watcher';
import { CloudFileSystemProvider } from './cloud-file-system-provider';
import { FolderOperations } from './folder-operations';
import { MadeFolders } from './made-folders';
import { OpenAddresses } from './open-addresses';
import { OwnTree } from './own-tree';
import { SharedTree } from './shared-tree';
import { TreeAddresses } from './tree-addresses';
import { TreeWatch } from './tree-watch';

/** Binds the file system for `sanyam://`, without what makes it known to Theia. It needs a `FolderWork`. */
export function bindFileSystem(bind: interfaces.Bind): void {
    bind(CloudDirectory).toSelf().inSingletonScope();
    bind(DocumentPlaces).to(CloudDocumentPlaces).inSingletonScope();
    bind(CloudDocumentWatcher).toSelf().inSingletonScope();
    bind(CloudFileSystemProvider).toSelf().inSingletonScope();
    bind(FolderOperations).toSelf().inSingletonScope();
    bind(MadeFolders).toSelf().inSingletonScope();
    bind(OpenAddresses).toSelf().inSingletonScope();
    bind(OwnTree).toSelf().inSingletonScope();
    bind(SharedTree).toSelf().inSingletonScope();
    bind(TreeAddresses).toSelf().inSingletonScope();
    bind(TreeWatch).toSelf().inSingletonScope();
}
