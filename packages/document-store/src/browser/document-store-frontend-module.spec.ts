// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { DocumentStore } from '@sanyam/store';
import { AccountOverviewSource, AuthSession, CloudConfiguration, FeatureGate } from '@sanyam/types';
import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { Container } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { DefaultFileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { FileResourceResolver } from '@theia/filesystem/lib/browser/file-resource';
import { FileSystemFrontendContribution } from '@theia/filesystem/lib/browser/filesystem-frontend-contribution';
import { MonacoEditorCommandHandlers } from '@theia/monaco/lib/browser/monaco-command';
import { MonacoStatusBarContribution } from '@theia/monaco/lib/browser/monaco-status-bar-contribution';
import { NotificationManager } from '@theia/messages/lib/browser/notifications-manager';
import { expect } from 'chai';
import { LocalOnlyDocumentStore } from '../common/local-only-document-store';
import { CloudDocumentCommandContribution } from './commands/cloud-document-command-contribution';
import module from './document-store-frontend-module';

disableBrowserGlobals();

describe('the frontend module of the document store', () => {
    /** Creates the container of an IDE. Neither has a feature gate: it comes with @sanyam/licensing. */
    function createContainer(configuration?: CloudConfiguration): Container {
        const container = new Container();
        if (configuration) {
            container.bind(CloudConfiguration).toConstantValue(configuration);
            container.bind(AuthSession).toConstantValue({ accessToken: async () => null });
        }
        container.bind(DefaultFileDialogService).toSelf();
        container.bind(EditorManager).toSelf();
        container.bind(FileSystemFrontendContribution).toSelf();
        container.bind(EncodingService).toSelf();
        container.bind(FileResourceResolver).toSelf();
        container.bind(MonacoStatusBarContribution).toSelf();
        container.bind(NotificationManager).toSelf();
        container.bind(MonacoEditorCommandHandlers).toSelf();
        container.load(module);
        return container;
    }

    const configuration: CloudConfiguration = { supabaseUrl: 'http://127.0.0.1:9', supabaseAnonKey: 'key' };
    const ofTheCloud = [CloudDocumentCommandContribution, MenuContribution, AccountOverviewSource];

    it('binds LocalOnlyDocumentStore and no commands of the cloud without one [FR-086, FR-092]', () => {
        const container = createContainer();
        expect(container.get(DocumentStore)).to.be.instanceOf(LocalOnlyDocumentStore);
        expect(ofTheCloud.filter(identifier => container.isBound(identifier))).to.deep.equal([]);
    });

    it('binds the cloud store and its commands with a cloud, also without @sanyam/licensing [FR-092, FR-093]', () => {
        const container = createContainer(configuration);
        expect(container.isBound(FeatureGate)).to.equal(false);
        expect(container.get(DocumentStore)).not.to.be.instanceOf(LocalOnlyDocumentStore);
        expect(ofTheCloud.filter(identifier => container.isBound(identifier))).to.deep.equal(ofTheCloud);
    });
});
