// SPDX-License-Identifier: MIT

import '../../../src/browser/cloud-view/style/cloud-view.css';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { KeybindingContribution } from '@theia/core/lib/browser/keybinding';
import { bindViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import { TabBarToolbarContribution } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import { createTreeContainer } from '@theia/core/lib/browser/tree/tree-container';
import { WidgetFactory } from '@theia/core/lib/browser/widget-manager';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { AccountUsage } from './account-usage';
import { CloudListing } from './cloud-listing';
import { CloudTree } from './cloud-tree';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudTreeDrop } from './cloud-tree-drop';
import { CloudTreeModel } from './cloud-tree-model';
import { CloudTreeWidget } from './cloud-tree-widget';
import { CloudViewCommandContribution } from './cloud-view-command-contribution';
import { CloudViewContribution } from './cloud-view-contribution';
import { CloudViewHeader } from './cloud-view-header';
import { CLOUD_VIEW_MENU, CloudViewMenus } from './cloud-view-menus';
import { CloudViewNotices } from './cloud-view-notice';
import { CloudViewSelection } from './cloud-view-selection';
import { CloudViewUsage } from './cloud-view-usage';
import { CloudViewWidget } from './cloud-view-widget';
import { DocumentActions } from './document-actions';
import { DownloadDocuments } from './download-documents';
import { MoveConflicts } from './move-conflicts';
import { MoveDocuments } from './move-documents';
import { MoveFolder } from './move-folder';
import { TreeScroller } from './tree-scroller';
import { TrashListing } from './trash-listing';
import { ReplaceDocuments } from './replace-documents';
import { UploadFiles } from './upload-files';

/** Pixels that are drawn beyond the visible rows: ten rows. Theia's 800 double the work of each frame while scrolling. */
const OVERSCAN = 220;

/** Binds the Cloud view. Not called without a cloud: then there is no view. */
export function bindCloudView(bind: interfaces.Bind): void {
    bind(CloudListing).toSelf().inSingletonScope();
    bind(TrashListing).toSelf().inSingletonScope();
    bind(AccountUsage).toSelf().inSingletonScope();
    bind(CloudTreeContents).toSelf().inSingletonScope();
    bind(CloudViewNotices).toSelf().inSingletonScope();
    bind(CloudViewSelection).toSelf().inSingletonScope();
    bind(DocumentActions).toSelf().inSingletonScope();
    bind(DownloadDocuments).toSelf().inSingletonScope();
    bind(MoveConflicts).toSelf().inSingletonScope();
    bind(MoveDocuments).toSelf().inSingletonScope();
    bind(MoveFolder).toSelf().inSingletonScope();
    bind(ReplaceDocuments).toSelf().inSingletonScope();
    bind(UploadFiles).toSelf().inSingletonScope();
    bind(CloudTreeDrop).toSelf().inSingletonScope();

    bindViewContribution(bind, CloudViewContribution);
    bind(FrontendApplicationContribution).toService(CloudViewContribution);
    bind(TabBarToolbarContribution).toService(CloudViewContribution);
    bind(CloudViewCommandContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(CloudViewCommandContribution);
    bind(CloudViewMenus).toSelf().inSingletonScope();
    bind(MenuContribution).toService(CloudViewMenus);
    bind(KeybindingContribution).toService(CloudViewMenus);

    bind(WidgetFactory)
        .toDynamicValue(({ container }) => ({
            id: CloudViewWidget.ID,
            createWidget: () => createCloudView(container)
        }))
        .inSingletonScope();
}

/** Creates the view with a container of its own, as each tree of Theia has one. */
function createCloudView(parent: interfaces.Container): CloudViewWidget {
    const child = createTreeContainer(parent, {
        props: {
            contextMenuPath: CLOUD_VIEW_MENU,
            multiSelect: true,
            search: false,
            globalSelection: false,
            viewProps: { overscan: OVERSCAN, components: { Scroller: TreeScroller } }
        },
        tree: CloudTree,
        model: CloudTreeModel,
        widget: CloudTreeWidget
    });
    child.bind(CloudViewHeader).toSelf();
    child.bind(CloudViewUsage).toSelf();
    child.bind(CloudViewWidget).toSelf();
    return child.get(CloudViewWidget);
}
