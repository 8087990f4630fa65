// SPDX-License-Identifier: MIT

import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDocumentModel } from './cloud-document-model';

/** Returns the text of the cloud document in an editor; `undefined` for other editors, and for comparisons. */
export function shownDocument({ editor }: EditorWidget): CloudDocumentModel | undefined {
    const { document, uri } = editor;
    return document instanceof CloudDocumentModel && !DiffUris.isDiffUri(uri) ? document : undefined;
}
