// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { OpenHandler } from '@theia/core/lib/browser/opener-service';
import { ElectronIpcConnectionProvider } from '@theia/core/lib/electron-browser/messaging/electron-ipc-connection-source';
import { ContainerModule } from '@theia/core/shared/inversify';
import { OpenSessionVault } from '../browser/session/fallback-session-vault';
import { ProviderVisit, ReturnAddress } from '../browser/sign-in/provider-visit';
import { DESKTOP_SIGN_IN_PATH, DesktopSignIn } from '../common/desktop/desktop-sign-in';
import { DESKTOP_VAULT_PATH, type DesktopVault } from '../common/desktop/desktop-vault';
import { linkAddress } from '../common/desktop/link-address';
import { DesktopSessionVault } from './desktop-session-vault';
import { KeyStoreWarning } from './key-store-warning';
import { SignInLinkHandler } from './sign-in-link-handler';
import { VisitInBrowser } from './visit-in-browser';

export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    if (!isBound(CloudConfiguration)) {
        return;
    }
    bind(DesktopSignIn)
        .toDynamicValue(({ container }) =>
            ElectronIpcConnectionProvider.createProxy<DesktopSignIn>(container, DESKTOP_SIGN_IN_PATH)
        )
        .inSingletonScope();
    rebind(ProviderVisit).to(VisitInBrowser).inSingletonScope();
    rebind<ReturnAddress>(ReturnAddress).toConstantValue(linkAddress);

    bind(DesktopSessionVault)
        .toDynamicValue(
            ({ container }) =>
                new DesktopSessionVault(client =>
                    ElectronIpcConnectionProvider.createProxy<DesktopVault>(container, DESKTOP_VAULT_PATH, client)
                )
        )
        .inSingletonScope();
    rebind<OpenSessionVault>(OpenSessionVault).toDynamicValue(
        ({ container }) =>
            async () =>
                container.get(DesktopSessionVault)
    );
    bind(SignInLinkHandler).toSelf().inSingletonScope();
    bind(OpenHandler).toService(SignInLinkHandler);

    bind(KeyStoreWarning).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(KeyStoreWarning);
});
