// SPDX-License-Identifier: MIT

import type markdownit from '@theia/core/shared/markdown-it';

/**
 * Levels around a line: a quote is one, a list with its item two. The renderer reads all lines of a quote once for each quote
 * around them, and leaves out what stands in a hundred levels.
 */
const MAX_LEVEL = 20;

/** What begins a quote or an item of a list. */
const MARKER = /^(?:>|(?:[-+*]|\d{1,9}[.)])(?:\s|$))/;

/** Makes text of the quotes and lists that are too deep. Their markers stand in it. */
export function limitNesting(markdown: ReturnType<typeof markdownit>): void {
    markdown.block.ruler.before('blockquote', 'deep_containers', (state, line, _endLine, silent) => {
        if (silent || state.level < MAX_LEVEL) {
            return false;
        }
        const text = state.getLines(line, line + 1, state.blkIndent, false).trim();
        if (!MARKER.test(text)) {
            return false;
        }
        state.line = line + 1;
        state.push('paragraph_open', 'p', 1).map = [line, state.line];
        const inline = state.push('inline', '', 0);
        inline.content = text;
        inline.map = [line, state.line];
        inline.children = [];
        state.push('paragraph_close', 'p', -1);
        return true;
    });
}
