// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { WidgetManager } from '@theia/core/lib/browser/widget-manager';
import { inject, injectable } from '@theia/core/shared/inversify';
import { isWithin } from '../file-system/tree-path';
import { CloudListing } from './cloud-listing';
import { CloudNode, type CloudSection } from './cloud-tree-nodes';
import { CloudViewWidget } from './cloud-view-widget';

/** What a command of the Cloud view acts on: the row of a button, the rows of a context menu, or else what is selected. */
@injectable()
export class CloudViewSelection {
    @inject(WidgetManager)
    protected readonly widgets: WidgetManager;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    get view(): CloudViewWidget | undefined {
        return this.widgets.tryGetWidget<CloudViewWidget>(CloudViewWidget.ID);
    }

    /** Whether the view has the keyboard. */
    get hasFocus(): boolean {
        return this.view?.node.contains(document.activeElement) ?? false;
    }

    /** @param given the first argument of the command: a row, or several */
    nodes(given?: unknown): CloudNode[] {
        if (Array.isArray(given) && given.every(CloudNode.is)) {
            return given;
        }
        return CloudNode.is(given) ? [given] : (this.view?.tree.selection ?? []);
    }

    /** Returns the row of a command for one document; undefined if it is not one, or is a folder. */
    documentNode(given?: unknown): CloudNode | undefined {
        return this.documents(given).length === 1 && !this.hasFolder(given) ? this.nodes(given)[0] : undefined;
    }

    /** Returns the documents outside of the trash: those of rows, and those in selected folders. */
    documents(given?: unknown): CloudDocument[] {
        const documents = this.nodes(given).flatMap(node => {
            if (CloudNode.isDocument(node)) {
                return node.section === 'trash' ? [] : [node.document];
            }
            return CloudNode.isFolder(node) ? this.documentsBelow(node.path) : [];
        });
        return [...new Map(documents.map(document => [document.id, document])).values()];
    }

    /** Returns the documents of rows in a section. */
    documentsIn(section: CloudSection, given?: unknown): CloudDocument[] {
        return this.nodes(given)
            .filter(CloudNode.isDocument)
            .filter(node => node.section === section)
            .map(({ document }) => document);
    }

    /** Returns the folder in which a new document goes. */
    folder(given?: unknown): string {
        return CloudNode.folderOf(this.nodes(given)[0]) ?? '';
    }

    /** Returns whether a folder is selected. */
    hasFolder(given?: unknown): boolean {
        return this.nodes(given).some(CloudNode.isFolder);
    }

    private documentsBelow(path: string): CloudDocument[] {
        return [...this.listing.documents].filter(
            ({ permission, folder }) => permission === 'owner' && isWithin(folder, path)
        );
    }
}
