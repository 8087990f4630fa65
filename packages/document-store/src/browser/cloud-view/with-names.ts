// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { quotedPlainly } from '../quoted';

/** As many names as VS Code shows in a question about files. */
const MOST = 10;

/** Returns a sentence of a dialog with the names that it is about below it, or the first ones of many. */
export function withNames(sentence: string, names: readonly string[]): HTMLElement {
    const message = document.createElement('div');
    const list = document.createElement('ul');
    list.className = 'sanyam-reasons';
    const lines = names.slice(0, MOST).map(quotedPlainly);
    const rest = names.length - lines.length;
    if (rest === 1) {
        lines.push(nls.localizeByDefault('...1 additional file not shown'));
    } else if (rest > 1) {
        lines.push(nls.localizeByDefault('...{0} additional files not shown', rest));
    }
    for (const line of lines) {
        const item = document.createElement('li');
        item.textContent = line;
        list.append(item);
    }
    message.append(sentence, list);
    return message;
}
