// SPDX-License-Identifier: MIT

import { createRequire } from 'node:module';

type LicensingModule = typeof import('@sanyam/licensing/lib/common', { with: { 'resolution-mode': 'require' } });

/** Returns the optional package `@sanyam/licensing`, or undefined when it is not installed. */
export function installedLicensing(): LicensingModule | undefined {
    const load = createRequire(__filename);
    const name = '@sanyam/licensing/lib/common';
    try {
        load.resolve(name);
    } catch {
        // A missing package is not an error. A package that cannot be loaded fails below.
        return undefined;
    }
    return load(name) as LicensingModule;
}
