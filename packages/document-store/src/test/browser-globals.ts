// SPDX-License-Identifier: MIT

import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';
import { registerHooks } from 'node:module';

/** Theia reads the configuration while its modules load, and throws if it is set a second time. */
function configure(): void {
    try {
        FrontendApplicationConfigProvider.get();
    } catch {
        FrontendApplicationConfigProvider.set({});
    }
}

/**
 * Provides what browser modules need in Node while they load: a DOM, a configuration, and empty style sheets.
 *
 * @returns a function that removes them again
 */
export function enableBrowserGlobals(): () => void {
    // Theia's function does not bring it back, and the sessions of later specs need its locks.
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    const disableJSDOM = enableJSDOM();
    // jsdom has neither of these, and Lumino and Monaco need them while they load.
    Object.assign(globalThis, { DragEvent: Event });
    Object.assign(window, { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) });
    configure();
    // Monaco looks after its workers for ever. The process of the tests must end all the same.
    const setInterval = (work: () => void, pause?: number) => globalThis.setInterval(work, pause).unref();
    Object.assign(window, { setInterval, clearInterval: globalThis.clearInterval });
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
