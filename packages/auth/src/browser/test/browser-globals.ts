// SPDX-License-Identifier: MIT

import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';

/**
 * Provides what browser modules need in Node while they load: a DOM and empty style sheets.
 *
 * @returns a function that removes them again
 */
export function enableBrowserGlobals(): () => void {
    const disableJSDOM = enableJSDOM();
    // Lumino extends DragEvent, which jsdom does not have.
    const missing = { DragEvent: Event };
    Object.assign(globalThis, missing);
    require.extensions['.css'] = () => {};
    return () => {
        delete require.extensions['.css'];
        for (const name of Object.keys(missing)) {
            Reflect.deleteProperty(globalThis, name);
        }
        disableJSDOM();
    };
}
