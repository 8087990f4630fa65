// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession } from '@sanyam/types';
import { TabBarToolbarContribution } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import { createTreeContainer } from '@theia/core/lib/browser/tree/tree-container';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { SearchInWorkspaceFrontendContribution } from '@theia/search-in-workspace/lib/browser/search-in-workspace-frontend-contribution';
import { SearchInWorkspaceResultTreeWidget } from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import { SearchInWorkspaceService } from '@theia/search-in-workspace/lib/browser/search-in-workspace-service';
import { SearchInWorkspaceWidget } from '@theia/search-in-workspace/lib/browser/search-in-workspace-widget';
import { CloudSearcher } from './cloud-searcher';
import { FindInFolder } from './find-in-folder';
import { SearchCloudService } from './search-cloud-service';
import { SearchContribution } from './search-contribution';
import { ReplacingResults } from './replacing-results';
import { SearchedPaths } from './searched-paths';
import { WorkspaceSearch } from './workspace-search';
import { WorkspaceSearchWidget } from './workspace-search-widget';

/** Binds what Theia's Search view needs, also without a cloud. */
export function bindWorkspaceSearch(
    bind: interfaces.Bind,
    isBound: interfaces.IsBound,
    rebind: interfaces.Rebind
): void {
    // Only an application has Theia's Search view.
    if (isBound(SearchInWorkspaceService)) {
        bind(SearchedPaths).toSelf().inSingletonScope();
        bind(WorkspaceSearch).toSelf().inSingletonScope();
        rebind(SearchInWorkspaceService).toService(WorkspaceSearch);
        rebind(SearchInWorkspaceFrontendContribution).to(FindInFolder).inSingletonScope();
        rebind(SearchInWorkspaceWidget).to(WorkspaceSearchWidget);
        rebind(SearchInWorkspaceResultTreeWidget).toDynamicValue(({ container }) => createResults(container));
    }
}

/** Binds the search in the cloud. Not called without a cloud. */
export function bindSearch(bind: interfaces.Bind): void {
    bind(CloudSearcher)
        .toDynamicValue(
            ({ container }) =>
                new CloudSearcher(container.get(CloudDocumentStore).search, container.get<AuthSession>(AuthSession))
        )
        .inSingletonScope();
    bind(SearchCloudService).toSelf().inSingletonScope();
    bind(SearchContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(SearchContribution);
    bind(MenuContribution).toService(SearchContribution);
    bind(TabBarToolbarContribution).toService(SearchContribution);
}

/** Creates the results of the Search view with the services of a tree. */
function createResults(container: interfaces.Container): ReplacingResults {
    return createTreeContainer(container, {
        widget: ReplacingResults,
        props: {
            contextMenuPath: SearchInWorkspaceResultTreeWidget.Menus.BASE,
            multiSelect: true,
            globalSelection: true
        }
    }).get(ReplacingResults);
}
