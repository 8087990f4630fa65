// SPDX-License-Identifier: MIT

/** Whether `@sanyam/licensing` is there. It is optional; what it means for the gateway is that plans count. */
export function isLicensingInstalled(): boolean {
    try {
        require.resolve('@sanyam/licensing/package.json');
        return true;
    } catch {
        return false;
    }
}
