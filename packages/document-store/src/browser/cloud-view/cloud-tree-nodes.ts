// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import type { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import type { SelectableTreeNode } from '@theia/core/lib/browser/tree/tree-selection';

/** The parts of the Cloud view. */
export type CloudSection = 'own' | 'shared' | 'trash';

interface CloudParentNode extends ExpandableTreeNode, SelectableTreeNode {
    /** The number of documents at any depth; undefined if it is not known. */
    count: number | undefined;
}

/** My Documents, Shared with Me or Trash. */
export interface CloudSectionNode extends CloudParentNode {
    readonly kind: 'section';
    readonly section: CloudSection;
}

/** A folder of the user's own documents. */
export interface CloudFolderNode extends CloudParentNode {
    readonly kind: 'folder';
    readonly path: string;
}

/** A user who shares documents. */
export interface CloudOwnerNode extends CloudParentNode {
    readonly kind: 'owner';
    readonly ownerId: string;
    email: string | null;
}

export interface CloudDocumentNode extends SelectableTreeNode {
    readonly kind: 'document';
    readonly section: CloudSection;
    document: CloudDocument;
}

/** A line of text below a section that has no documents, or could not load them. */
export interface CloudHintNode extends TreeNode {
    readonly kind: 'hint';
    readonly text: string;
}

export type CloudNode = CloudSectionNode | CloudFolderNode | CloudOwnerNode | CloudDocumentNode | CloudHintNode;

export namespace CloudNode {
    export const ROOT_ID = 'sanyam-cloud-root';

    export function is(node: unknown): node is CloudNode {
        return typeof node === 'object' && node !== null && 'kind' in node && 'id' in node;
    }

    export function isSection(node: unknown): node is CloudSectionNode {
        return is(node) && node.kind === 'section';
    }

    export function isFolder(node: unknown): node is CloudFolderNode {
        return is(node) && node.kind === 'folder';
    }

    export function isOwner(node: unknown): node is CloudOwnerNode {
        return is(node) && node.kind === 'owner';
    }

    export function isDocument(node: unknown): node is CloudDocumentNode {
        return is(node) && node.kind === 'document';
    }

    /** What can be dragged: a folder, or a document that is not in the trash. */
    export function isDraggable(node: unknown): node is CloudDocumentNode | CloudFolderNode {
        return isFolder(node) || (isDocument(node) && node.section !== 'trash');
    }

    export function isHint(node: unknown): node is CloudHintNode {
        return is(node) && node.kind === 'hint';
    }

    export const sectionId = (section: CloudSection): string => `section/${section}`;
    export const folderId = (path: string): string => `folder/${path}`;
    export const ownerId = (ownerId: string): string => `owner/${ownerId}`;
    export const documentId = (section: CloudSection, documentId: string): string => `${section}/${documentId}`;

    /** The id of a node with children while a filter applies. */
    export const filteredId = (id: string): string => `filtered/${id}`;

    /** Returns the folder in which something dropped on a node goes; undefined if nothing can be dropped there. */
    export function folderOf(node: TreeNode | undefined): string | undefined {
        if (isFolder(node)) {
            return node.path;
        }
        if (isDocument(node)) {
            return node.section === 'own' ? node.document.folder : undefined;
        }
        return isSection(node) && node.section === 'own' ? '' : undefined;
    }
}
