// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../browser/test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudConfiguration } from '@sanyam/types';
import { ClipboardService } from '@theia/core/lib/browser/clipboard-service';
import { ElectronMainConnectionProvider } from '@theia/core/lib/electron-browser/messaging/electron-ipc-connection-source';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import frontend from '../browser/auth-frontend-module';
import { FallbackSessionVault } from '../browser/session/fallback-session-vault';
import { ProviderVisit, ReturnAddress } from '../browser/sign-in/provider-visit';
import { DESKTOP_SIGN_IN_PATH } from '../common/desktop/desktop-sign-in';
import { DESKTOP_VAULT_PATH } from '../common/desktop/desktop-vault';
import electron from './auth-electron-frontend-module';
import { VisitInBrowser } from './visit-in-browser';

disableBrowserGlobals();

describe('the frontend module of sign-in on the desktop', () => {
    function createContainer(configuration?: CloudConfiguration) {
        const container = new Container();
        const asked: string[] = [];
        container.bind<object>(ClipboardService).toConstantValue({});
        container.bind(ElectronMainConnectionProvider).toConstantValue({
            createProxy: (service: string) => {
                asked.push(service);
                return { getItem: async (name: string) => `${name} of the main process` };
            }
        });
        if (configuration) {
            container.bind(CloudConfiguration).toConstantValue(configuration);
        }
        container.load(frontend, electron);
        return { container, asked };
    }

    const cloud: CloudConfiguration = { supabaseUrl: 'http://127.0.0.1:9', supabaseAnonKey: 'key' };

    it('binds nothing without a cloud [FR-086]', () => {
        const { container } = createContainer();
        expect(container.isBound(ProviderVisit)).to.equal(false);
    });

    it('asks the main process for the way back and for the session [FR-005, FR-010]', async () => {
        const { container, asked } = createContainer(cloud);
        expect(container.get(ProviderVisit)).to.be.instanceOf(VisitInBrowser);
        expect(await container.get(FallbackSessionVault).getItem('x')).to.equal('x of the main process');
        expect(asked).to.have.members([DESKTOP_SIGN_IN_PATH, DESKTOP_VAULT_PATH]);
    });

    it('has links of the application in its mails [FR-002]', () => {
        const { container } = createContainer(cloud);
        const address = container.get<ReturnAddress>(ReturnAddress)('link');
        expect(address).to.equal('sanyam://sign-in/?sanyam-sign-in=link');
    });
});
