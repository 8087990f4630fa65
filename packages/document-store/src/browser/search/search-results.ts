// SPDX-License-Identifier: MIT

import { createTreeContainer } from '@theia/core/lib/browser/tree/tree-container';
import { MEMORY_TEXT, ResourceProvider } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, type interfaces } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import {
    SearchInWorkspaceResultTreeWidget,
    type SearchInWorkspaceFileNode,
    type SearchInWorkspaceResultLineNode
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-result-tree-widget';
import { CloudDirectory } from '../file-system/cloud-directory';

/**
 * The results in Theia's Search view. Theia takes every URI for one of a file: it does not find the results of another
 * editor again, and shows the wrong part of a long line.
 */
@injectable()
export class SearchResults extends SearchInWorkspaceResultTreeWidget {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(ResourceProvider)
    protected readonly resources: ResourceProvider;

    protected override getFileNodesByUri(uri: URI): SearchInWorkspaceFileNode[] {
        if (!this.directory.isCloudUri(uri)) {
            return super.getFileNodesByUri(uri);
        }
        const fileUri = uri.toString();
        return [...this.resultTree.values()].flatMap(root => root.children.filter(file => file.fileUri === fileUri));
    }

    protected override renderResultLineNode(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        return super.renderResultLineNode(shown(node));
    }

    protected override renderMatchLinePart(node: SearchInWorkspaceResultLineNode): React.ReactNode {
        return super.renderMatchLinePart(shown(node));
    }

    protected override async createReplacePreview(node: SearchInWorkspaceFileNode): Promise<URI> {
        const uri = new URI(node.fileUri);
        if (!this.directory.isCloudUri(uri)) {
            return super.createReplacePreview(node);
        }
        const editor = this.editorManager.all.find(each => each.editor.uri.toString() === node.fileUri);
        const text = editor?.editor.document.getText() ?? (await this.textAt(uri));
        const lines = text.split('\n');
        // From the right, so that a replacement does not move those to the left of it.
        for (const { line, character, length } of node.children.toSorted((a, b) => b.character - a.character)) {
            const found = lines[line - 1] ?? '';
            lines[line - 1] = found.slice(0, character - 1) + this._replaceTerm + found.slice(character - 1 + length);
        }
        return uri.withScheme(MEMORY_TEXT).withQuery(lines.join('\n'));
    }

    private async textAt(uri: URI): Promise<string> {
        const resource = await this.resources(uri);
        try {
            return await resource.readContents();
        } finally {
            resource.dispose();
        }
    }
}

/** Returns a node as it is shown: at the place in the part of the line, if that is only a part. */
function shown(node: SearchInWorkspaceResultLineNode): SearchInWorkspaceResultLineNode {
    return typeof node.lineText === 'string' ? node : { ...node, character: node.lineText.character };
}

/** Creates the widget with the services of a tree. */
export function createSearchResults(container: interfaces.Container): SearchResults {
    return createTreeContainer(container, {
        widget: SearchResults,
        props: {
            contextMenuPath: SearchInWorkspaceResultTreeWidget.Menus.BASE,
            multiSelect: true,
            globalSelection: true
        }
    }).get(SearchResults);
}
