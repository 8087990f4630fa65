// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { CompositeTreeNode, TreeImpl, type TreeNode } from '@theia/core/lib/browser/tree/tree';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { DocumentFolder } from '../../common/document-tree';
import { CloudTreeContents } from './cloud-tree-contents';
import {
    CloudNode,
    type CloudDocumentNode,
    type CloudFolderNode,
    type CloudHintNode,
    type CloudOwnerNode,
    type CloudSection,
    type CloudSectionNode
} from './cloud-tree-nodes';

/** Expanded until the user collapses them. */
const EXPANDED_AT_FIRST = [CloudNode.sectionId('own'), CloudNode.sectionId('shared')];

/**
 * Makes the nodes below a node when it is expanded. A node keeps its state (expanded, selected) through changes. While a
 * filter applies, there are other nodes for folders: all are expanded, and the others keep their state.
 */
@injectable()
export class CloudTree extends TreeImpl {
    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    /** The ids of the nodes that are expanded without a filter. */
    readonly expandedIds = new Set<string>(EXPANDED_AT_FIRST);

    protected override async resolveChildren(parent: CompositeTreeNode): Promise<TreeNode[]> {
        if (parent.id === CloudNode.ROOT_ID) {
            return this.contents.sections.map(({ section, count }) => this.section(parent, section, count));
        }
        if (CloudNode.isSection(parent)) {
            return this.childrenOfSection(parent);
        }
        if (CloudNode.isFolder(parent)) {
            const folder = this.contents.folder(parent.path);
            return folder ? this.childrenOfFolder(parent, folder) : [];
        }
        if (CloudNode.isOwner(parent)) {
            return this.documents(parent, 'shared', this.contents.owner(parent.ownerId)?.documents ?? []);
        }
        return [];
    }

    /**
     * Forgets a node and those below it. A document that has moved is the same node at its new place: the refresh of the old
     * place, which may come later, leaves it there. Without its entry, nobody could select it.
     */
    override removeNode(node: TreeNode | undefined): void {
        if (CompositeTreeNode.is(node)) {
            node.children.filter(child => child.parent === node).forEach(child => this.removeNode(child));
        }
        if (node && this.nodes[node.id] === node) {
            delete this.nodes[node.id];
        }
    }

    private childrenOfSection(parent: CloudSectionNode): TreeNode[] {
        const { section } = parent;
        const hint = this.contents.hint(section);
        const hints = hint === undefined ? [] : [this.hint(parent, hint)];
        switch (section) {
            case 'own':
                return [...this.childrenOfFolder(parent, this.contents.top), ...hints];
            case 'shared':
                return [...this.contents.owners.map(owner => this.owner(parent, owner)), ...hints];
            case 'trash':
                return [...this.documents(parent, 'trash', this.contents.trash), ...hints];
        }
    }

    private childrenOfFolder(parent: CompositeTreeNode, { folders, documents }: DocumentFolder): TreeNode[] {
        return [
            ...folders.map(folder => this.folder(parent, folder)),
            ...this.documents(parent, 'own', documents),
            ...(folders.length + documents.length === 0 && CloudNode.isFolder(parent)
                ? [this.hint(parent, nls.localize('sanyam/cloudView/emptyFolder', 'No documents'))]
                : [])
        ];
    }

    private section(parent: CompositeTreeNode, section: CloudSection, count: number | undefined): CloudSectionNode {
        return this.keep(this.parentId(CloudNode.sectionId(section)), CloudNode.isSection, { count }, id => ({
            kind: 'section',
            id,
            section,
            parent,
            count,
            children: [],
            // The trash is loaded when it is expanded, which a filter alone does not need.
            expanded: this.expandedIds.has(id) || (this.contents.isFiltered && section !== 'trash'),
            selected: false
        }));
    }

    private folder(parent: CompositeTreeNode, { path, count }: DocumentFolder): CloudFolderNode {
        return this.keep(this.parentId(CloudNode.folderId(path)), CloudNode.isFolder, { count }, id => ({
            kind: 'folder',
            id,
            path,
            parent,
            count,
            children: [],
            expanded: this.contents.isFiltered || this.expandedIds.has(id),
            selected: false
        }));
    }

    private owner(
        parent: CompositeTreeNode,
        { id: ownerId, email, documents }: { id: string; email: string | null; documents: readonly CloudDocument[] }
    ): CloudOwnerNode {
        const state = { email, count: documents.length };
        return this.keep(this.parentId(CloudNode.ownerId(ownerId)), CloudNode.isOwner, state, id => ({
            kind: 'owner',
            id,
            ownerId,
            parent,
            ...state,
            children: [],
            expanded: true,
            selected: false
        }));
    }

    private documents(
        parent: CompositeTreeNode,
        section: CloudSection,
        documents: readonly CloudDocument[]
    ): CloudDocumentNode[] {
        return documents.map(document =>
            this.keep(CloudNode.documentId(section, document.id), CloudNode.isDocument, { document }, id => ({
                kind: 'document',
                id,
                section,
                parent,
                document,
                selected: false
            }))
        );
    }

    private hint(parent: CompositeTreeNode, text: string): CloudHintNode {
        return { kind: 'hint', id: `hint/${parent.id}`, parent, text };
    }

    private parentId(id: string): string {
        return this.contents.isFiltered ? CloudNode.filteredId(id) : id;
    }

    /** Returns the present node with its new state, or a new one. */
    private keep<Node extends TreeNode>(
        id: string,
        is: (node: unknown) => node is Node,
        state: Partial<Node>,
        make: (id: string) => Node
    ): Node {
        const node = this.getNode(id);
        return is(node) ? Object.assign(node, state) : make(id);
    }
}
