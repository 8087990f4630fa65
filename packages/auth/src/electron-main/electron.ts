// SPDX-License-Identifier: MIT

import electron from '@theia/core/electron-shared/electron';
import type { KeyStore } from '../node/vault/key-store-seal';

/** The parts of Electron that this package uses. Only the desktop application has Electron, so its types may be missing here. */
interface ElectronParts {
    readonly app: { getPath(name: 'userData'): string };
    readonly safeStorage: KeyStore;
    readonly shell: { openExternal(address: string): Promise<void> };
}

export const { app, safeStorage, shell }: ElectronParts = electron;
