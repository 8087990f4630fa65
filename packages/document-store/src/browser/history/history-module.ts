// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { LabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ResourceResolver } from '@theia/core/lib/common/resource';
import type { interfaces } from '@theia/core/shared/inversify';
import { TimelineTreeWidget } from '@theia/timeline/lib/browser/timeline-tree-widget';
import { TimelineWidget } from '@theia/timeline/lib/browser/timeline-widget';
import { FrontTimelineWidget } from './front-timeline-widget';
import { HistoryContribution } from './history-contribution';
import { HistoryService } from './history-service';
import { createNewestFirstTimeline } from './newest-first-timeline';
import { VersionActions } from './version-actions';
import { VersionLabelProvider } from './version-label-provider';
import { VersionResourceResolver } from './version-resource-resolver';
import { VersionTimeline } from './version-timeline';
import { VersionTimelineContribution } from './version-timeline-contribution';

/** Binds the history of documents. Not called without a cloud. */
export function bindHistory(bind: interfaces.Bind, isBound: interfaces.IsBound, rebind: interfaces.Rebind): void {
    // Only an application has Theia's Timeline.
    if (isBound(TimelineTreeWidget)) {
        rebind(TimelineTreeWidget).toDynamicValue(({ container }) => createNewestFirstTimeline(container));
        rebind(TimelineWidget).to(FrontTimelineWidget);
    }
    bind(VersionResourceResolver).toSelf().inSingletonScope();
    bind(ResourceResolver).toService(VersionResourceResolver);
    bind(VersionLabelProvider).toSelf().inSingletonScope();
    bind(LabelProviderContribution).toService(VersionLabelProvider);
    bind(VersionActions).toSelf().inSingletonScope();
    bind(VersionTimeline).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(VersionTimeline);
    bind(VersionTimelineContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(VersionTimelineContribution);
    bind(MenuContribution).toService(VersionTimelineContribution);
    bind(HistoryService).toSelf().inSingletonScope();
    bind(HistoryContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(HistoryContribution);
    bind(MenuContribution).toService(HistoryContribution);
}
