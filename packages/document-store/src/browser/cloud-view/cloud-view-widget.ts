// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import type { StatefulWidget } from '@theia/core/lib/browser/shell/shell-layout-restorer';
import { BaseWidget, PanelLayout, type Message } from '@theia/core/lib/browser/widgets';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { z } from 'zod';
import { AccountUsage } from './account-usage';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudTreeWidget } from './cloud-tree-widget';
import { CloudViewHeader } from './cloud-view-header';
import { CloudViewNotices } from './cloud-view-notice';
import { CloudViewUsage } from './cloud-view-usage';
import { TrashListing } from './trash-listing';

/** What the layout keeps of the view. An earlier or later release may have kept something else. */
const stateSchema = z.object({ order: z.enum(['name', 'change']), expanded: z.array(z.string()).max(10_000) });

/** The view of cloud documents in the side bar. It asks the cloud only while it is visible. */
@injectable()
export class CloudViewWidget extends BaseWidget implements StatefulWidget {
    static readonly ID = 'sanyam-cloud';
    static readonly LABEL = nls.localize('sanyam/cloudView/label', 'Cloud');

    @inject(CloudViewHeader)
    readonly header: CloudViewHeader;

    @inject(CloudTreeWidget)
    readonly tree: CloudTreeWidget;

    @inject(CloudViewUsage)
    protected readonly usageBar: CloudViewUsage;

    @inject(CloudTreeContents)
    readonly contents: CloudTreeContents;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(TrashListing)
    protected readonly trash: TrashListing;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(CloudViewNotices)
    protected readonly notices: CloudViewNotices;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    /** What is held while the view is visible. */
    private readonly held = new DisposableCollection();
    private heldTrash: Disposable | undefined;

    @postConstruct()
    protected init(): void {
        this.id = CloudViewWidget.ID;
        this.title.label = CloudViewWidget.LABEL;
        this.title.caption = CloudViewWidget.LABEL;
        this.title.iconClass = 'sanyam-cloud-view-icon';
        this.title.closable = true;
        this.addClass('sanyam-cloud-view');
        this.scrollOptions = undefined;
        const layout = new PanelLayout();
        layout.addWidget(this.header);
        layout.addWidget(this.tree);
        layout.addWidget(this.usageBar);
        this.layout = layout;

        const follow = this.session.onDidChange(() => this.showState());
        this.toDispose.pushAll([
            this.held,
            Disposable.create(() => follow.dispose()),
            Disposable.create(() => this.heldTrash?.dispose()),
            this.onDidChangeVisibility(isVisible => this.follow(isVisible)),
            this.contents.onDidChange(() => this.showState()),
            this.header.onDidLeaveFilter(() => this.tree.focusFirstDocument()),
            this.tree.model.onExpansionChanged(() => this.followTrash())
        ]);
        this.showState();
        void this.notices.restored().then(() => this.showState());
    }

    /** Loads all that is shown again. */
    async refresh(): Promise<void> {
        this.usage.refresh();
        await Promise.all([this.listing.reload(), ...(this.heldTrash ? [this.trash.reload()] : [])]);
    }

    /** Shows a folder, and selects it. A filter goes, because it may hide the folder. */
    async revealFolder(path: string): Promise<void> {
        this.contents.filter = '';
        await this.tree.model.revealFolder(path);
    }

    storeState(): z.infer<typeof stateSchema> {
        return { order: this.contents.order, expanded: [...this.tree.model.expandedIds] };
    }

    restoreState(stored: object): void {
        const state = stateSchema.safeParse(stored);
        if (state.success) {
            this.contents.order = state.data.order;
            this.tree.model.restoreExpanded(state.data.expanded);
        }
    }

    protected override onActivateRequest(message: Message): void {
        super.onActivateRequest(message);
        if (this.tree.isHidden) {
            this.header.node.querySelector<HTMLElement>('button, input')?.focus();
        } else {
            this.tree.activate();
        }
    }

    private follow(isVisible: boolean): void {
        this.held.dispose();
        if (isVisible) {
            this.held.pushAll([this.listing.hold(), this.usage.hold()]);
        }
        this.followTrash();
    }

    private followTrash(): void {
        const isShown = this.isVisible && this.tree.model.isTrashShown;
        if (isShown && !this.heldTrash) {
            this.heldTrash = this.trash.hold();
        } else if (!isShown) {
            this.heldTrash?.dispose();
            this.heldTrash = undefined;
        }
    }

    private showState(): void {
        const notice = this.notices.current;
        const hasTree = !notice || notice.hasTree;
        this.tree.setHidden(!hasTree);
        this.usageBar.setHidden(!this.session.user);
        this.header.update();
    }
}
