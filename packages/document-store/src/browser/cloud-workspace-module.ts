// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { WebSocketConnectionProvider } from '@theia/core/lib/browser/messaging/ws-connection-provider';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ContainerModule, type interfaces } from '@theia/core/shared/inversify';
import { FileSearchService, fileSearchServicePath } from '@theia/file-search/lib/common/file-search-service';
import { FileUploadService } from '@theia/filesystem/lib/common/upload/file-upload';
import { createFileNavigatorContainer } from '@theia/navigator/lib/browser/navigator-container';
import { FileNavigatorTree } from '@theia/navigator/lib/browser/navigator-tree';
import { FileNavigatorWidget } from '@theia/navigator/lib/browser/navigator-widget';
import { WorkspaceDeleteHandler } from '@theia/workspace/lib/browser/workspace-delete-handler';
import { WorkspaceOpenHandlerContribution, WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { CloudDocumentService } from './cloud-document-service';
import { CloudListing } from './cloud-view/cloud-listing';
import { CloudDeleteHandler } from './workspace/cloud-delete-handler';
import { CloudFileSearch } from './workspace/cloud-file-search';
import { CloudFolderState } from './workspace/cloud-folder-state';
import { CloudNavigatorTree } from './workspace/cloud-navigator-tree';
import { CloudNavigatorWidget } from './workspace/cloud-navigator-widget';
import { CloudUploadService } from './workspace/cloud-upload-service';
import { CloudWorkspaceService } from './workspace/cloud-workspace-service';
import { OpenCloudFolderContribution } from './workspace/open-cloud-folder-contribution';
import { OpenCloudFolderService } from './workspace/open-cloud-folder-service';

/** Lets a cloud folder be the workspace. Without a cloud, Theia's own parts stay. */
export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    if (!isBound(CloudConfiguration)) {
        return;
    }
    rebind(WorkspaceService).to(CloudWorkspaceService).inSingletonScope();
    bind(WorkspaceOpenHandlerContribution).toService(WorkspaceService);
    rebind(WorkspaceDeleteHandler).to(CloudDeleteHandler).inSingletonScope();
    rebind(FileUploadService).to(CloudUploadService).inSingletonScope();
    rebind(FileSearchService)
        .toDynamicValue(({ container }) => createFileSearch(container))
        .inSingletonScope();

    bind(CloudFolderState).toSelf().inSingletonScope();
    rebind(FileNavigatorWidget).toDynamicValue(({ container }) => createNavigator(container));

    bind(OpenCloudFolderService).toSelf().inSingletonScope();
    bind(OpenCloudFolderContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(OpenCloudFolderContribution);
    bind(MenuContribution).toService(OpenCloudFolderContribution);
});

function createFileSearch(container: interfaces.Container): FileSearchService {
    const provider = container.get<WebSocketConnectionProvider>(WebSocketConnectionProvider);
    return new CloudFileSearch(
        provider.createProxy<FileSearchService>(fileSearchServicePath),
        container.get(CloudListing),
        container.get(CloudDocumentService).onDidChangeTree
    );
}

function createNavigator(parent: interfaces.Container): FileNavigatorWidget {
    const child = createFileNavigatorContainer(parent);
    child.rebind(FileNavigatorTree).to(CloudNavigatorTree).inSingletonScope();
    child.rebind(FileNavigatorWidget).to(CloudNavigatorWidget).inSingletonScope();
    return child.get(FileNavigatorWidget);
}
