// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoDiffEditor } from '@theia/monaco/lib/browser/monaco-diff-editor';
import type { FormDifference } from '../../common/form-difference';

/** Returns whether an opened comparison shows two equal texts. */
export function showsEqualTexts(comparison: unknown): boolean {
    const editor = comparison instanceof EditorWidget ? comparison.editor : undefined;
    const models = editor instanceof MonacoDiffEditor ? editor.diffEditor.getModel() : null;
    return (
        models !== null && models.original.getLinesContent().join('\n') === models.modified.getLinesContent().join('\n')
    );
}

/** Returns what is said of two versions whose comparison shows no difference. */
export function differenceSentence(difference: FormDifference): string {
    switch (difference) {
        case 'none':
            return nls.localize('sanyam/history/same', 'Both have the same text.');
        case 'line endings':
            return nls.localize('sanyam/history/onlyEndings', 'These differ only in line endings.');
        case 'byte order mark':
            return nls.localize('sanyam/history/onlyMark', 'These differ only in the byte order mark.');
        case 'both':
            return nls.localize(
                'sanyam/history/onlyEndingsAndMark',
                'These differ only in line endings and in the byte order mark.'
            );
    }
}
