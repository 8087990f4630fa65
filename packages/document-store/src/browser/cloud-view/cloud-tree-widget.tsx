// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import { codicon, type Message } from '@theia/core/lib/browser/widgets';
import { ContextKeyService, type ContextKey } from '@theia/core/lib/browser/context-key-service';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { TREE_NODE_SEGMENT_CLASS, TreeWidget, type NodeProps } from '@theia/core/lib/browser/tree/tree-widget';
import { CommandRegistry } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { TrashActions } from '../trash/trash-actions';
import { AccountUsage } from './account-usage';
import { CloudTreeDrop } from './cloud-tree-drop';
import { CloudTreeModel } from './cloud-tree-model';
import { CloudNode } from './cloud-tree-nodes';
import {
    documentDescription,
    documentTooltip,
    nodeIcon,
    nodeLabel,
    type DescriptionContext
} from './cloud-view-labels';
import { DocumentActions } from './document-actions';
import { inlineActions, type InlineAction } from './inline-actions';

/** True while the tree has the keyboard. */
export const CLOUD_TREE_FOCUS = 'sanyamCloudTreeFocus';

/** The tree of the Cloud view. */
@injectable()
export class CloudTreeWidget extends TreeWidget {
    @inject(CloudTreeModel)
    override readonly model: CloudTreeModel;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    @inject(ContextKeyService)
    protected readonly contextKeys: ContextKeyService;

    @inject(DocumentActions)
    protected readonly actions: DocumentActions;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    @inject(CloudTreeDrop)
    protected readonly drop: CloudTreeDrop;

    private focusKey: ContextKey<boolean>;

    @postConstruct()
    protected override init(): void {
        super.init();
        this.id = 'sanyam-cloud-tree';
        this.addClass('sanyam-cloud-tree');
        this.node.setAttribute('role', 'tree');
        this.node.setAttribute('aria-label', nls.localize('sanyam/cloudView/tree', 'Cloud documents'));
        this.node.setAttribute('aria-multiselectable', 'true');
        this.focusKey = this.contextKeys.createKey(CLOUD_TREE_FOCUS, false);
        this.toDispose.push(this.model.onSelectionChanged(() => this.announceFocus()));
        this.toDispose.push(this.model.onOpenNode(node => this.open(node, true)));
    }

    /** The selected nodes, in the order of the tree. */
    get selection(): CloudNode[] {
        const selected = new Set<TreeNode>(this.model.selectedNodes);
        return [...this.rows.values()]
            .map(({ node }) => node)
            .filter(node => selected.has(node) && CloudNode.is(node)) as CloudNode[];
    }

    /** Selects the first document, to go on with the keyboard. Without one, the tree has the focus. */
    focusFirstDocument(): void {
        const first = [...this.rows.values()].map(({ node }) => node).find(node => CloudNode.isDocument(node));
        if (first !== undefined) {
            this.model.selectNode(first);
        }
        this.activate();
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        this.addEventListener(this.node, 'focusin', () => this.focusKey.set(true));
        this.addEventListener(this.node, 'focusout', () => this.focusKey.set(false));
        this.addEventListener(this.node, 'keydown', event => {
            if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
                event.preventDefault();
                event.stopPropagation();
                this.openContextMenu();
            }
        });
    }

    /** The menu acts on the row under it, and on the other selected ones if that row is selected. */
    protected override toContextMenuArgs(node: TreeNode): [CloudNode[]] | undefined {
        const { selection } = this;
        if (!CloudNode.is(node)) {
            return undefined;
        }
        return [selection.includes(node) ? selection : [node]];
    }

    /** Opens the context menu of the focused node beside it, for the keyboard. */
    private openContextMenu(): void {
        const node = this.focusService.focusedNode;
        const row = node && document.getElementById(rowId(node));
        if (node && row && this.props.contextMenuPath) {
            const { left, bottom } = row.getBoundingClientRect();
            this.contextMenuRenderer.render({
                menuPath: this.props.contextMenuPath,
                context: row,
                anchor: { x: left + 24, y: bottom },
                args: this.toContextMenuArgs(node),
                onHide: () => this.node.focus()
            });
        }
    }

    /** The tree itself has the keyboard focus, so it says which row that is. */
    private announceFocus(): void {
        const node = this.focusService.focusedNode;
        if (node) {
            this.node.setAttribute('aria-activedescendant', rowId(node));
        } else {
            this.node.removeAttribute('aria-activedescendant');
        }
    }

    /** A click shows a document. Its editor takes the keyboard, as with the Explorer, because Theia's editors do when they appear. */
    protected override tapNode(node?: TreeNode): void {
        super.tapNode(node);
        this.open(node, false);
    }

    /** The first click of two has opened or closed a folder. */
    protected override handleDblClickEvent(node: TreeNode | undefined, event: React.MouseEvent<HTMLElement>): void {
        event.stopPropagation();
        this.open(node, true);
    }

    private open(node: TreeNode | undefined, activate: boolean): void {
        if (CloudNode.isDocument(node) && node.section !== 'trash') {
            void this.actions.open([node.document], false, activate);
        } else if (CloudNode.isDocument(node) && activate) {
            void this.trash.offerRestore(node.document);
        }
    }

    protected override toNodeName(node: TreeNode): string {
        return CloudNode.is(node) ? nodeLabel(node) : super.toNodeName(node);
    }

    protected override renderIcon(node: TreeNode): React.ReactNode {
        // The icon of a file with this name: an icon of the cloud for each document would say nothing here.
        const icon = CloudNode.isDocument(node)
            ? this.labelProvider.getIcon(new URI().withScheme('file').withPath(`/${node.document.name}`))
            : CloudNode.is(node) && nodeIcon(node);
        if (!icon) {
            return undefined;
        }
        return (
            <div className={CloudNode.isDocument(node) ? `${icon} file-icon` : `${codicon(icon)} sanyam-cloud-icon`} />
        );
    }

    protected override getCaptionAttributes(node: TreeNode, props: NodeProps) {
        const attributes = super.getCaptionAttributes(node, props);
        return { ...attributes, className: `${TREE_NODE_SEGMENT_CLASS} sanyam-cloud-name`, id: undefined, dir: 'auto' };
    }

    protected override renderTailDecorations(node: TreeNode): React.ReactNode {
        if (!CloudNode.is(node)) {
            return undefined;
        }
        return (
            <>
                {this.renderDescription(node)}
                <div className="sanyam-cloud-actions">
                    {inlineActions(node).map(action => this.renderAction(node, action))}
                </div>
            </>
        );
    }

    private renderDescription(node: CloudNode): React.ReactNode {
        if (CloudNode.isDocument(node)) {
            const text = documentDescription(node.section, node.document, this.descriptionContext());
            return <div className="sanyam-cloud-description">{text}</div>;
        }
        if (CloudNode.isHint(node) || node.count === undefined) {
            return undefined;
        }
        return <div className="sanyam-cloud-description sanyam-cloud-count">{node.count}</div>;
    }

    private renderAction(node: CloudNode, { command, icon, label }: InlineAction): React.ReactNode {
        return (
            <button
                key={command}
                type="button"
                // The context menu has all of these for the keyboard. Tab goes on behind the tree.
                tabIndex={-1}
                className={codicon(icon, true)}
                title={label}
                aria-label={`${label}: ${nodeLabel(node)}`}
                onClick={event => {
                    event.stopPropagation();
                    void this.commands.executeCommand(command, node);
                }}
                onDoubleClick={event => event.stopPropagation()}
            />
        );
    }

    private descriptionContext(): DescriptionContext {
        return {
            now: Date.now(),
            userId: this.session?.user?.id,
            trashRetentionDays: this.usage.overview?.tier_limits.trash_retention_days
        };
    }

    protected override createNodeAttributes(node: TreeNode, props: NodeProps) {
        const attributes = super.createNodeAttributes(node, props);
        if (!CloudNode.is(node)) {
            return attributes;
        }
        return {
            ...attributes,
            ...this.drop.handlers(node, this.model),
            id: rowId(node),
            role: 'treeitem',
            'aria-level': props.depth + 1,
            'aria-selected': this.rowIsSelected(node, props),
            'aria-expanded': ExpandableTreeNode.is(node) ? node.expanded : undefined,
            title: this.tooltip(node),
            draggable: CloudNode.isDraggable(node),
            onDragStart: (event: React.DragEvent) => this.startDrag(node, event)
        };
    }

    private tooltip(node: CloudNode): string {
        return CloudNode.isDocument(node)
            ? documentTooltip(node.section, node.document, this.descriptionContext())
            : nodeLabel(node);
    }

    private startDrag(node: CloudNode, event: React.DragEvent): void {
        event.stopPropagation();
        const nodes = this.selection.includes(node) ? this.selection : [node];
        this.drop.start(event, nodes.filter(CloudNode.isDraggable));
    }

    protected override createContainerAttributes(): React.HTMLAttributes<HTMLElement> {
        return { ...super.createContainerAttributes(), ...this.drop.handlers(undefined, this.model) };
    }

    protected override createNodeClassNames(node: TreeNode, props: NodeProps): string[] {
        const classes = super.createNodeClassNames(node, props);
        const kind = CloudNode.is(node) ? [`sanyam-cloud-${node.kind}`] : [];
        return [...classes, ...kind, ...(this.drop.isTarget(node) ? ['sanyam-cloud-drop-target'] : [])];
    }

    /** The order and the filter come from the view, and the documents from the cloud. */
    override storeState(): object {
        return {};
    }

    override restoreState(): void {
        // The view restores what is expanded.
    }
}

function rowId({ id }: TreeNode): string {
    return `sanyam-cloud-row-${id}`;
}
