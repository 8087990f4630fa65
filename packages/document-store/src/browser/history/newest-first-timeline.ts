// SPDX-License-Identifier: MIT

import { CompositeTreeNode } from '@theia/core/lib/browser/tree/tree';
import { createTreeContainer } from '@theia/core/lib/browser/tree/tree-container';
import { SelectableTreeNode } from '@theia/core/lib/browser/tree/tree-selection';
import type { interfaces } from '@theia/core/shared/inversify';
import { injectable } from '@theia/core/shared/inversify';
import { TimelineTreeModel } from '@theia/timeline/lib/browser/timeline-tree-model';
import { TimelineTreeWidget } from '@theia/timeline/lib/browser/timeline-tree-widget';
import type { TimelineItem } from '@theia/timeline/lib/common/timeline-model';

/**
 * Begins a list of the Timeline at its first entry. Theia selects “Load more”, and so scrolls to the end of the first page,
 * where nobody sees the newest version.
 */
@injectable()
class NewestFirstTimelineModel extends TimelineTreeModel {
    override updateTree(items: TimelineItem[], hasMoreItems: boolean): void {
        super.updateTree(items, hasMoreItems);
        const first = CompositeTreeNode.is(this.root) ? this.root.children[0] : undefined;
        if (items.length <= TimelineTreeWidget.PAGE_SIZE && SelectableTreeNode.is(first)) {
            this.selectNode(first);
        }
    }
}

/**
 * Creates the tree of the Timeline as Theia does, with {@link NewestFirstTimelineModel}. Theia's own function is in the
 * module of the Timeline, which loads the whole workspace.
 */
export function createNewestFirstTimeline(parent: interfaces.Container): TimelineTreeWidget {
    const child = createTreeContainer(parent, {
        props: { virtualized: true, search: true },
        widget: TimelineTreeWidget,
        model: NewestFirstTimelineModel
    });
    child.bind(TimelineTreeModel).toService(NewestFirstTimelineModel);
    return child.get(TimelineTreeWidget);
}
