// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser';
import { NavigatableWidgetOpenHandler } from '@theia/core/lib/browser/navigatable';
import { nls } from '@theia/core/lib/common';
import type URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { MarkdownPreviewWidget } from './markdown-preview-widget';

const EXTENSIONS = new Set(['.md', '.markdown', '.mdown', '.mkd']);

/** Lower than that of editors, so that a document opens in its editor unless the user chooses the preview. */
const PRIORITY = 1;

/** Returns whether a document has a Markdown preview. */
export function isMarkdown(uri: URI): boolean {
    return EXTENSIONS.has(uri.path.ext.toLowerCase());
}

/** Opens the preview of a Markdown document: by command, or from “Open With…”. */
@injectable()
export class MarkdownPreviewOpenHandler extends NavigatableWidgetOpenHandler<MarkdownPreviewWidget> {
    override readonly id = MarkdownPreviewWidget.ID;
    readonly label = nls.localize('sanyam/preview/label', 'Markdown Preview');
    readonly iconClass = codicon('open-preview');

    override canHandle(uri: URI): number {
        return isMarkdown(uri) ? PRIORITY : 0;
    }
}
