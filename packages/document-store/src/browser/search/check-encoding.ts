// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type { TextEditor } from '@theia/editor/lib/browser/editor';
import { type LocalText, UndecodableText } from '../local-text';

/**
 * Checks that a save keeps all characters of a local file: an editor shows those that it cannot decode as U+FFFD, and
 * would write that. A file can also have U+FFFD itself.
 *
 * @throws CloudError if characters would be lost
 * @throws FileOperationError if the file cannot be read
 */
export async function checkEncoding(
    editor: Pick<TextEditor, 'uri' | 'document' | 'getEncoding'>,
    texts: Pick<LocalText, 'read'>
): Promise<void> {
    if (editor.uri.scheme !== 'file' || !editor.document.getText().includes('\ufffd')) {
        return;
    }
    try {
        await texts.read(editor.uri, editor.getEncoding());
    } catch (error) {
        throw error instanceof UndecodableText ? otherEncoding(error) : error;
    }
}

/** For a file that is damaged, or no text, there is no encoding that helps. */
function otherEncoding({ encoding, reason }: UndecodableText): CloudError {
    const problem = nls.localize(
        'sanyam/search/otherEncoding',
        'It is not text in {0}, so characters would be lost.',
        encoding
    );
    const advice = nls.localize('sanyam/search/openInEncoding', 'Open it with its encoding, then replace again.');
    return new CloudError('VALIDATION_ERROR', reason.kind === 'encoding' ? `${problem} ${advice}` : problem);
}
