// SPDX-License-Identifier: MIT

import { canInstallPackages, findCommand, installPackages } from './system-packages.mjs';

/** PgBouncer, behind which the gateway is tested; without it, those tests are skipped. */
export async function ensurePooler() {
    if (findCommand('pgbouncer') === undefined && canInstallPackages()) {
        await installPackages(['pgbouncer']);
    }
}
