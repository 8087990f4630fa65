// SPDX-License-Identifier: MIT

import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';
import { registerHooks } from 'node:module';

/** Sets the application name, unless an earlier test file in this worker has set it: Theia throws on a second call. */
function nameApplication(applicationName: string): void {
    try {
        FrontendApplicationConfigProvider.get();
    } catch {
        FrontendApplicationConfigProvider.set({ applicationName });
    }
}

/**
 * Provides what browser modules need in Node: a DOM, an application name, and empty style sheets.
 *
 * @returns a function that removes them again
 */
export function enableBrowserGlobals(applicationName: string): () => void {
    // Theia's function does not bring it back, and the sessions of later specs need its locks.
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    const disableJSDOM = enableJSDOM();
    // jsdom has neither of these, and Lumino and Monaco need them while they load.
    Object.assign(globalThis, { DragEvent: Event });
    Object.assign(window, { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) });
    nameApplication(applicationName);
    const stylesheets = registerHooks({
        load: (url, context, load) =>
            url.endsWith('.css') ? { format: 'commonjs', source: '', shortCircuit: true } : load(url, context)
    });
    return () => {
        stylesheets.deregister();
        Reflect.deleteProperty(globalThis, 'DragEvent');
        disableJSDOM();
        if (navigator) {
            Object.defineProperty(globalThis, 'navigator', navigator);
        }
    };
}
