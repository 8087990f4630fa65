// SPDX-License-Identifier: MIT

import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';

/**
 * Provides what browser modules need in Node while they load: a DOM and empty style sheets.
 *
 * @returns a function that removes them again
 */
export function enableBrowserGlobals(): () => void {
    // Theia's function does not bring it back, and the sessions of later specs need its locks.
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
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
        if (navigator) {
            Object.defineProperty(globalThis, 'navigator', navigator);
        }
    };
}
