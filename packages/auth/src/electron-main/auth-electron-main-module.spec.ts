// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { until } from '@sanyam/test-kit/until';
import { bindRootContributionProvider, ContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { Event } from '@theia/core/lib/common/event';
import type { ConnectionHandler } from '@theia/core/lib/common/messaging/handler';
import { RpcProxyFactory } from '@theia/core/lib/common/messaging/proxy-factory';
import { ElectronConnectionHandler } from '@theia/core/lib/electron-main/messaging/electron-connection-handler';
import { Container, type ContainerModule } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import Module from 'node:module';
import path from 'node:path';
import { SessionWindows } from '../browser/test/session-windows';
import { DESKTOP_SIGN_IN_PATH, type DesktopSignIn } from '../common/desktop/desktop-sign-in';
import { DESKTOP_VAULT_PATH, type DesktopVault } from '../common/desktop/desktop-vault';
import { DesktopSessionVault } from '../electron-browser/desktop-session-vault';
import { channelPipe } from '../test/channel-pipe';
import { KeyStoreStandIn } from '../test/key-store-stand-in';
import { temporaryFolders } from '../test/temporary-folder';

/** Where the module finds Electron. Only the desktop application has it installed. */
const ELECTRON = require.resolve('@theia/core/electron-shared/electron');

describe('the main process of the desktop application', () => {
    const newFolder = temporaryFolders();
    let userData: string;
    let opened: string[];
    let module: ContainerModule;
    const keyStore = new KeyStoreStandIn();

    before(() => {
        const electron = new Module(ELECTRON);
        electron.loaded = true;
        electron.exports = {
            app: { getPath: () => userData },
            safeStorage: keyStore,
            shell: { openExternal: async (address: string) => void opened.push(address) }
        };
        require.cache[ELECTRON] = electron;
        module = Module.createRequire(__filename)('./auth-electron-main-module').default;
    });

    after(() => {
        delete require.cache[ELECTRON];
    });

    beforeEach(async () => {
        userData = await newFolder();
        opened = [];
    });

    function start() {
        const container = new Container();
        bindRootContributionProvider(container, ElectronConnectionHandler);
        container.load(module);
        const handlers = container
            .getNamed<ContributionProvider<ConnectionHandler>>(ContributionProvider, ElectronConnectionHandler)
            .getContributions();
        /** Connects a window as Theia does. */
        const connect = <T extends object>(service: string, client?: object) => {
            const pipe = channelPipe();
            handlers.find(handler => handler.path === service)?.onConnection(pipe.main);
            const factory = new RpcProxyFactory<T>(client);
            factory.listen(pipe.window);
            return { proxy: factory.createProxy(), close: () => pipe.window.close() };
        };
        return { connect };
    }

    it('gives a window a way back, and opens the browser of the system [FR-005]', async () => {
        const { proxy, close } = start().connect<DesktopSignIn>(DESKTOP_SIGN_IN_PATH);
        const { id, address } = await proxy.begin({ language: 'en', done: 'done', failed: 'failed', refused: 'no' });
        expect(await proxy.open('https://provider.example/')).to.equal(true);
        expect(opened).to.deep.equal(['https://provider.example/']);
        const [query, response] = await Promise.all([proxy.returned(id), fetch(`${address}&code=abc`)]);
        expect(await response.text()).to.include('done');
        expect(query).to.equal(`${new URL(address).search}&code=abc`);
        await proxy.end(id);
        close();
    });

    it('closes the port of a window that is closed [FR-005]', async () => {
        const { proxy, close } = start().connect<DesktopSignIn>(DESKTOP_SIGN_IN_PATH);
        const { address } = await proxy.begin({ language: 'en', done: '', failed: '', refused: '' });
        close();
        await until(async () => (await fetch(address).catch(() => undefined)) === undefined);
    });

    it('keeps one session for all windows, which hear of a sign-in and a sign-out [FR-010, FR-012]', async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        const windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
        const main = start();
        const openVault = () =>
            new DesktopSessionVault(client => main.connect<DesktopVault>(DESKTOP_VAULT_PATH, client).proxy);
        const email = windows.newEmail();
        const first = await windows.open(openVault());
        const second = await windows.open(openVault());
        await first.signIn.signUp(email, SessionWindows.password);
        await until(() => second.session.user?.email === email);
        const restarted = await windows.open(openVault());
        expect(restarted.session.user?.email).to.equal(email);
        await second.session.signOut();
        await until(() => first.session.user === undefined && restarted.session.user === undefined);
        expect(await readdir(path.join(userData, 'sessions'))).to.deep.equal([]);
        await windows.close();
    });

    it('tells all windows that it cannot read the session [FR-011]', async () => {
        const { connect } = start();
        const openVault = () =>
            new DesktopSessionVault(client => connect<DesktopVault>(DESKTOP_VAULT_PATH, client).proxy);
        const [first, second] = [openVault(), openVault()];
        const discarded = Promise.all([Event.toPromise(first.onDidDiscard), Event.toPromise(second.onDidDiscard)]);
        await first.setItem('session', 'text');
        keyStore.isLocked = true;
        expect(await second.getItem('session')).to.equal(null);
        await discarded;
    });
});
