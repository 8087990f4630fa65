// SPDX-License-Identifier: MIT

import { orExit } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import { BrowserConnectionTokenBackendContribution } from '@theia/core/lib/node/hosting/browser-connection-token';
import { WsOriginValidator } from '@theia/core/lib/node/hosting/ws-origin-validator';
import { ContainerModule } from '@theia/core/shared/inversify';
import { SecurityHeaders } from './headers/security-headers';
import { readConfiguredHosts } from './host/configured-hosts';
import { PortConnectionToken } from './host/port-connection-token';
import { ConfiguredHosts, RequestGuard } from './host/request-guard';

const exit = (code: number) => process.exit(code);

export default new ContainerModule((bind, _unbind, _isBound, rebind) => {
    bind(ConfiguredHosts).toConstantValue(orExit(() => readConfiguredHosts(process.env['THEIA_HOSTS']), exit));
    bind(SecurityHeaders).toConstantValue(
        new SecurityHeaders(process.env['SUPABASE_URL']?.trim(), process.env['SANYAM_GATEWAY_URL']?.trim())
    );
    bind(RequestGuard).toSelf().inSingletonScope();
    bind(BackendApplicationContribution).toService(RequestGuard);
    rebind(BrowserConnectionTokenBackendContribution).to(PortConnectionToken).inSingletonScope();
    rebind<Pick<WsOriginValidator, 'allowWsUpgrade'>>(WsOriginValidator).toService(RequestGuard);
});
