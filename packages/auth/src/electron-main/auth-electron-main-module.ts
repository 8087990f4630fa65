// SPDX-License-Identifier: MIT

import { LinkReceiver } from '@sanyam/types';
import { ElectronConnectionHandler } from '@theia/core/lib/electron-main/messaging/electron-connection-handler';
import { RpcConnectionHandler, type RpcProxy } from '@theia/core/lib/common/messaging/proxy-factory';
import { ContainerModule } from '@theia/core/shared/inversify';
import path from 'node:path';
import { DESKTOP_SIGN_IN_PATH } from '../common/desktop/desktop-sign-in';
import { DESKTOP_VAULT_PATH, type DesktopVaultClient } from '../common/desktop/desktop-vault';
import { DesktopSignInWindows } from '../node/redirect/desktop-sign-in-windows';
import { DesktopVaultWindows } from '../node/vault/desktop-vault-windows';
import { app, safeStorage, shell } from './electron';

/** The folder of the vault, below that of the application's data. */
const VAULT_FOLDER = 'sessions';

export default new ContainerModule(bind => {
    bind(DesktopSignInWindows)
        .toDynamicValue(() => new DesktopSignInWindows({ openExternal: address => shell.openExternal(address) }))
        .inSingletonScope();
    bind(LinkReceiver).toService(DesktopSignInWindows);
    bind(DesktopVaultWindows)
        .toDynamicValue(
            () =>
                new DesktopVaultWindows({
                    folder: path.join(app.getPath('userData'), VAULT_FOLDER),
                    keyStore: safeStorage
                })
        )
        .inSingletonScope();
    bind(ElectronConnectionHandler)
        .toDynamicValue(
            ({ container }) =>
                new RpcConnectionHandler(DESKTOP_SIGN_IN_PATH, (window: RpcProxy<object>) =>
                    closingWith(window, container.get(DesktopSignInWindows).open())
                )
        )
        .inSingletonScope();
    bind(ElectronConnectionHandler)
        .toDynamicValue(
            ({ container }) =>
                new RpcConnectionHandler(DESKTOP_VAULT_PATH, (window: RpcProxy<DesktopVaultClient>) =>
                    closingWith(window, container.get(DesktopVaultWindows).open(window))
                )
        )
        .inSingletonScope();
});

/** Returns a service of a window, which ends when the window closes or loads its page again. */
function closingWith<T extends { dispose(): void }>(window: RpcProxy<object>, service: T): T {
    window.onDidCloseConnection(() => service.dispose());
    return service;
}
