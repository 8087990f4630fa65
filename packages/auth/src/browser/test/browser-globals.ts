// SPDX-License-Identifier: MIT

import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';

/**
 * Gives Node what modules for the browser want while they are loaded: a DOM, and stylesheets that say nothing.
 *
 * @returns takes it away again
 */
export function enableBrowserGlobals(): () => void {
    const disableJSDOM = enableJSDOM();
    // Lumino extends DragEvent while it is loaded; jsdom has none.
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
