// SPDX-License-Identifier: MIT

import {
    CloudDocumentStore,
    CloudFolders,
    DatabaseSession,
    DocumentStore,
    PostgrestDatabaseSession,
    SupabaseClientFactory
} from '@sanyam/store';
import {
    AccountOverviewSource,
    AuthSession,
    CloudConfiguration,
    CloudErrorMessages,
    SignOutPreparation
} from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import { LabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import { KeybindingContribution } from '@theia/core/lib/browser/keybinding';
import { CommandContribution } from '@theia/core/lib/common/command';
import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { Emitter } from '@theia/core/lib/common/event';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ResourceResolver } from '@theia/core/lib/common/resource';
import { ContainerModule, type interfaces } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { DefaultFileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { FileResourceResolver } from '@theia/filesystem/lib/browser/file-resource';
import { FileServiceContribution } from '@theia/filesystem/lib/browser/file-service';
import { MonacoEditorCommandHandlers } from '@theia/monaco/lib/browser/monaco-command';
import { MonacoStatusBarContribution } from '@theia/monaco/lib/browser/monaco-status-bar-contribution';
import { WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { MonacoEditorModelFactory } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { DocumentCache } from '../common/document-cache';
import { LocalOnlyDocumentStore } from '../common/local-only-document-store';
import { bindAutoSave } from './auto-save/bind-auto-save';
import { CloudDocumentService } from './cloud-document-service';
import { bindCloudView } from './cloud-view/cloud-view-module';
import { CloudLabelProviderContribution } from './cloud-label-provider-contribution';
import { CloudErrorPresenter } from './cloud-error-presenter';
import { ManyDocuments } from './cloud-view/many-documents';
import { CloudDocumentCommandContribution } from './commands/cloud-document-command-contribution';
import { ConvertEncodingService } from './commands/convert-encoding-service';
import { MoveToTrashService } from './commands/move-to-trash-service';
import { OpenCloudDocumentService } from './commands/open-cloud-document-service';
import { SaveToCloudService } from './commands/save-to-cloud-service';
import { bindConnection } from './connection/bind-connection';
import { CloudConnection } from './connection/cloud-connection';
import { DeepLinkContribution } from './deep-link/deep-link-contribution';
import { LinkClipboard } from './deep-link/link-clipboard';
import { DocumentLanguages } from './document-languages';
import { bindEditors } from './editor/bind-editors';
import { CloudDocumentModelFactory } from './editor/cloud-document-model-factory';
import { CloudDocumentResourceResolver, type SessionTabs } from './editor/cloud-document-resource-resolver';
import { CloudEditorsAtSignOut } from './editor/cloud-editors-at-sign-out';
import { LineEndingCommands, LineEndingStatus } from './editor/line-ending-status';
import { RenamedDocumentLanguage } from './editor/renamed-document-language';
import { bindFileSystem } from './file-system/bind-file-system';
import { CloudDirectory } from './file-system/cloud-directory';
import { CloudDocumentWatcher } from './file-system/cloud-document-watcher';
import { CloudFileServiceContribution } from './file-system/cloud-file-service-contribution';
import { CloudFileSystemProvider } from './file-system/cloud-file-system-provider';
import { NoticedFolderWork } from './file-system/folder-work';
import { FolderWork, NO_FOLDER_WORK } from './file-system/folder-work-protocol';
import { GuessingEncodingService } from './guessing-encoding-service';
import { FileTextModelFactory } from './local-files/file-text-model';
import { LineEndingFileResourceResolver } from './local-files/line-ending-file-resource';
import { LocalText } from './local-text';
import { NewDocumentFolder, WorkspaceFolder } from './new-document-folder';
import { AskSavePlace, CurrentUri, SaveAsNames, SaveCurrentToCloud } from './save-as-names';
import { SavePlaces } from './save-places';
import { bindDrafts } from './drafts/bind-drafts';
import { bindSaving } from './saving/bind-saving';
import { bindHistory } from './history/history-module';
import { bindSearch, bindWorkspaceSearch } from './search/search-module';
import { bindExport } from './export/export-module';
import { bindSharing } from './sharing/sharing-module';
import { bindTrash } from './trash/trash-module';
import { UnifiedDocumentResolver } from './unified-document-resolver';

export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    bindSaving(bind, rebind);
    bindDrafts(bind);
    bind(DocumentCache)
        .toDynamicValue(() => new DocumentCache())
        .inSingletonScope();
    bind(CloudDocumentService).toSelf().inSingletonScope();
    bind(CloudErrorPresenter).toSelf().inSingletonScope();
    bind(ManyDocuments).toSelf().inSingletonScope();
    bind(CloudErrorMessages).toService(CloudErrorPresenter);
    bind(DocumentLanguages).toSelf().inSingletonScope();
    rebind(EncodingService).to(GuessingEncodingService).inSingletonScope();
    bind(LocalText).toSelf().inSingletonScope();
    bind(UnifiedDocumentResolver).toSelf().inSingletonScope();

    bindFileSystem(bind);
    bind(CloudFileServiceContribution)
        .toDynamicValue(
            ({ container }) => new CloudFileServiceContribution(() => container.get(CloudFileSystemProvider))
        )
        .inSingletonScope();
    bind(FileServiceContribution).toService(CloudFileServiceContribution);

    bind(CloudLabelProviderContribution).toSelf().inSingletonScope();
    bind(LabelProviderContribution).toService(CloudLabelProviderContribution);

    bind(CloudDocumentResourceResolver)
        .toDynamicValue(
            ({ container }) =>
                new CloudDocumentResourceResolver(
                    container.get(CloudDocumentService),
                    container.get(CloudDirectory),
                    container.get(CloudDocumentWatcher),
                    sessionTabs(container)
                )
        )
        .inSingletonScope();
    bind(ResourceResolver).toService(CloudDocumentResourceResolver);
    bindEditors(bind, rebind);
    rebind(FileResourceResolver).to(LineEndingFileResourceResolver).inSingletonScope();
    rebind(MonacoStatusBarContribution).to(LineEndingStatus).inSingletonScope();
    rebind(MonacoEditorCommandHandlers).to(LineEndingCommands).inSingletonScope();
    bind(CurrentUri).toDynamicValue(
        ({ container }) =>
            () =>
                NavigatableWidget.getUri(container.get(ApplicationShell).currentWidget)
    );
    bind(SaveCurrentToCloud).toDynamicValue(({ container }) => () => {
        const widget = container.get(EditorManager).currentEditor;
        const isOffered = widget !== undefined && container.isBound(SaveToCloudService);
        return isOffered ? () => container.get(SaveToCloudService).saveAsNew(widget) : undefined;
    });
    bind(NewDocumentFolder).toSelf().inSingletonScope();
    bind(SavePlaces).toSelf().inSingletonScope();
    bind(AskSavePlace).toDynamicValue(({ container }): AskSavePlace => {
        return uri => container.get(SavePlaces).questionFor(uri);
    });
    bind(WorkspaceFolder).toDynamicValue(({ container }): WorkspaceFolder => {
        return () => container.get(WorkspaceService).workspace?.resource;
    });
    rebind(DefaultFileDialogService).to(SaveAsNames).inSingletonScope();
    bind(RenamedDocumentLanguage).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(RenamedDocumentLanguage);
    bind(CloudDocumentModelFactory).toSelf().inSingletonScope();
    bind(MonacoEditorModelFactory).toService(CloudDocumentModelFactory);
    bind(MonacoEditorModelFactory).to(FileTextModelFactory).inSingletonScope();

    bindWorkspaceSearch(bind, isBound, rebind);

    if (!isBound(CloudConfiguration)) {
        bind(DocumentStore)
            .toDynamicValue(() => new LocalOnlyDocumentStore())
            .inSingletonScope();
        bind(FolderWork).toConstantValue(NO_FOLDER_WORK);
        return;
    }

    bindConnection(bind);
    bind(LinkClipboard).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).to(DeepLinkContribution).inSingletonScope();
    bind(SupabaseClientFactory)
        .toDynamicValue(
            ({ container }) =>
                new SupabaseClientFactory(
                    container.get(CloudConfiguration),
                    container.get(AuthSession),
                    container.get(CloudConnection).fetch
                )
        )
        .inSingletonScope();
    bind(DatabaseSession)
        .toDynamicValue(
            ({ container }) =>
                new PostgrestDatabaseSession(
                    container.get(SupabaseClientFactory).create(),
                    container.get<CloudConfiguration>(CloudConfiguration).supabaseUrl
                )
        )
        .inSingletonScope();
    bind(CloudDocumentStore)
        .toDynamicValue(({ container }) => new CloudDocumentStore(container.get(DatabaseSession)))
        .inSingletonScope();
    bind(DocumentStore).toDynamicValue(({ container }) => container.get(CloudDocumentStore).documents);
    bind(CloudFolders).toDynamicValue(({ container }) => container.get(CloudDocumentStore).folders);
    bind(FolderWork).to(NoticedFolderWork).inSingletonScope();
    bind(AccountOverviewSource).toDynamicValue(({ container }) => container.get(CloudDocumentStore).account);

    bindAutoSave(bind);

    bind(CloudEditorsAtSignOut).toSelf().inSingletonScope();
    bind(SignOutPreparation).toService(CloudEditorsAtSignOut);
    bind(FrontendApplicationContribution).toService(CloudEditorsAtSignOut);

    bindCloudView(bind);
    bindTrash(bind);
    bindSearch(bind);
    bindSharing(bind);
    bindExport(bind);
    bindHistory(bind, isBound, rebind);

    bind(ConvertEncodingService).toSelf().inSingletonScope();
    bind(SaveToCloudService).toSelf().inSingletonScope();
    bind(OpenCloudDocumentService).toSelf().inSingletonScope();
    bind(MoveToTrashService).toSelf().inSingletonScope();
    bind(CloudDocumentCommandContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(CloudDocumentCommandContribution);
    bind(MenuContribution).toService(CloudDocumentCommandContribution);
    bind(KeybindingContribution).toService(CloudDocumentCommandContribution);
});

function sessionTabs(container: interfaces.Container): SessionTabs {
    const state = container.get(FrontendApplicationStateService);
    const retry = new Emitter<void>();
    if (container.isBound(CloudConnection)) {
        const connection = container.get(CloudConnection);
        connection.onDidChange(() => connection.isOnline && retry.fire());
        container.get<AuthSession>(AuthSession).onDidChange(({ kind }) => kind === 'signed-in' && retry.fire());
    }
    return { areOpening: () => state.state === 'attached_shell', onRetry: retry.event };
}
