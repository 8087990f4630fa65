// SPDX-License-Identifier: MIT

import { CloudConfiguration, RecentFolders } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { WebSocketConnectionProvider } from '@theia/core/lib/browser/messaging/ws-connection-provider';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ContainerModule, type interfaces } from '@theia/core/shared/inversify';
import { FileSearchService, fileSearchServicePath } from '@theia/file-search/lib/common/file-search-service';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { FileUploadService } from '@theia/filesystem/lib/common/upload/file-upload';
import { createFileNavigatorContainer } from '@theia/navigator/lib/browser/navigator-container';
import { FileNavigatorModel } from '@theia/navigator/lib/browser/navigator-model';
import { FileNavigatorTree } from '@theia/navigator/lib/browser/navigator-tree';
import { FileNavigatorWidget } from '@theia/navigator/lib/browser/navigator-widget';
import { WorkspaceCommandContribution } from '@theia/workspace/lib/browser/workspace-commands';
import { WorkspaceDeleteHandler } from '@theia/workspace/lib/browser/workspace-delete-handler';
import { WorkspaceDuplicateHandler } from '@theia/workspace/lib/browser/workspace-duplicate-handler';
import { WorkspaceOpenHandlerContribution, WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { CloudDocumentService } from './cloud-document-service';
import { CloudListing } from './cloud-view/cloud-listing';
import { CloudDeleteHandler } from './workspace/cloud-delete-handler';
import { CloudDuplicateHandler } from './workspace/cloud-duplicate-handler';
import { CloudFileCommands } from './workspace/cloud-file-commands';
import { CloudFileSearch } from './workspace/cloud-file-search';
import { FormerTexts } from './former-user/former-texts';
import { bindPlainFileLists } from './plain-file-lists';
import { CloudFolderState } from './workspace/cloud-folder-state';
import { CloudNavigatorModel } from './workspace/cloud-navigator-model';
import { CloudNavigatorTree } from './workspace/cloud-navigator-tree';
import { CloudNavigatorWidget } from './workspace/cloud-navigator-widget';
import { CloudUploadService } from './workspace/cloud-upload-service';
import { CloudWorkspaceService } from './workspace/cloud-workspace-service';
import { CopyTarget } from './workspace/copy-target';
import { ExplorerFailures } from './workspace/explorer-failures';
import { ExplorerWhileDragging } from './workspace/explorer-while-dragging';
import { FormerCloudFolders } from './workspace/former-cloud-folders';
import { OpenCloudFolderContribution } from './workspace/open-cloud-folder-contribution';
import { OpenCloudFolderService } from './workspace/open-cloud-folder-service';
import { OpenedFolders } from './workspace/opened-folders';
import { toldFileService } from './workspace/told-file-service';

/** Lets a cloud folder be the workspace. Without a cloud, Theia's own parts stay. */
export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    if (!isBound(CloudConfiguration)) {
        return;
    }
    rebind(WorkspaceService).to(CloudWorkspaceService).inSingletonScope();
    bind(CloudWorkspaceService).toService(WorkspaceService);
    bind(WorkspaceOpenHandlerContribution).toService(WorkspaceService);
    bind(ExplorerFailures).toSelf().inSingletonScope();
    rebind(WorkspaceCommandContribution)
        .toDynamicValue(({ container }) => createFileCommands(container))
        .inSingletonScope();
    bind(CopyTarget).toSelf().inSingletonScope();
    rebind(WorkspaceDuplicateHandler).to(CloudDuplicateHandler).inSingletonScope();
    rebind(WorkspaceDeleteHandler).to(CloudDeleteHandler).inSingletonScope();
    rebind(FileUploadService).to(CloudUploadService).inSingletonScope();
    rebind(FileSearchService)
        .toDynamicValue(({ container }) => createFileSearch(container))
        .inSingletonScope();

    bindPlainFileLists(rebind);
    bind(OpenedFolders).toSelf().inSingletonScope();
    bind(FormerTexts).toSelf().inSingletonScope();
    bind(FormerCloudFolders).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(FormerCloudFolders);
    bind(RecentFolders).toService(FormerCloudFolders);

    bind(CloudFolderState).toSelf().inSingletonScope();
    rebind(FileNavigatorWidget).toDynamicValue(({ container }) => createNavigator(container));

    bind(ExplorerWhileDragging).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(ExplorerWhileDragging);

    bind(OpenCloudFolderService).toSelf().inSingletonScope();
    bind(OpenCloudFolderContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(OpenCloudFolderContribution);
    bind(MenuContribution).toService(OpenCloudFolderContribution);
});

/** The commands create and rename without a word about a failure. */
function createFileCommands(parent: interfaces.Container): WorkspaceCommandContribution {
    const child = parent.createChild();
    const files = parent.get(FileService);
    child.bind(FileService).toConstantValue(toldFileService(files, parent.get(ExplorerFailures)));
    child.bind(CloudFileCommands).toSelf();
    return child.get(CloudFileCommands);
}

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
    child.rebind(FileNavigatorModel).to(CloudNavigatorModel).inSingletonScope();
    child.rebind(FileNavigatorTree).to(CloudNavigatorTree).inSingletonScope();
    child.rebind(FileNavigatorWidget).to(CloudNavigatorWidget).inSingletonScope();
    return child.get(FileNavigatorWidget);
}
