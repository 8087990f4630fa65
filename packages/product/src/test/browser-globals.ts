// SPDX-License-Identifier: MIT

import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';
import { registerHooks } from 'node:module';

/** Once for each window: a worker of the test runner may have one from an earlier file. */
function nameApplication(applicationName: string): void {
    try {
        FrontendApplicationConfigProvider.get();
    } catch {
        FrontendApplicationConfigProvider.set({ applicationName });
    }
}

/**
 * Gives Node what modules for the browser want: a DOM, an application of that name, and stylesheets that say nothing.
 *
 * @returns takes it away again
 */
export function enableBrowserGlobals(applicationName: string): () => void {
    const disableJSDOM = enableJSDOM();
    // What Lumino and Monaco ask for while they are loaded, and jsdom lacks.
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
    };
}
