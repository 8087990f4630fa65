// SPDX-License-Identifier: MIT

import { createRequire } from 'node:module';

type LicensingModule = typeof import('@sanyam/licensing/lib/common', { with: { 'resolution-mode': 'require' } });

/** `@sanyam/licensing`, which is optional: undefined where it is not installed. */
export function installedLicensing(): LicensingModule | undefined {
    const load = createRequire(__filename);
    const name = '@sanyam/licensing/lib/common';
    try {
        load.resolve(name);
    } catch {
        // Not there, which is no failure; one that is there and cannot be loaded fails below.
        return undefined;
    }
    return load(name) as LicensingModule;
}
