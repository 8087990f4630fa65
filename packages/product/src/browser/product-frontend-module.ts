// SPDX-License-Identifier: MIT

import { bindViewContribution, FrontendApplicationContribution, WidgetFactory } from '@theia/core/lib/browser';
import { ColorContribution } from '@theia/core/lib/browser/color-application-contribution';
import { ApplicationConnectionStatusContribution } from '@theia/core/lib/browser/connection-status-service';
import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { DialogOverlayService } from '@theia/core/lib/browser/dialogs';
import { HoverService } from '@theia/core/lib/browser/hover-service';
import { KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import { LabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import { JsonSchemaDataStore } from '@theia/core/lib/browser/json-schema-store';
import { UserWorkingDirectoryProvider } from '@theia/core/lib/browser/user-working-directory-provider';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { StatusBarImpl } from '@theia/core/lib/browser/status-bar/status-bar';
import { WidgetStatusBarService } from '@theia/core/lib/browser/widget-status-bar-service';
import { CommandContribution, PreferenceContribution } from '@theia/core/lib/common';
import { ContainerModule } from '@theia/core/shared/inversify';
import { OpenFileDialogFactory, SaveFileDialogFactory } from '@theia/filesystem/lib/browser/file-dialog/file-dialog';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { MonacoEditorProvider } from '@theia/monaco/lib/browser/monaco-editor-provider';
import { LanguageGrammarDefinitionContribution } from '@theia/monaco/lib/browser/textmate';
import { TextmateRegistryFactory } from '@theia/monaco/lib/browser/textmate/monaco-theme-types';
import { PreferencesContribution } from '@theia/preferences/lib/browser/preferences-contribution';
import { TerminalWidget } from '@theia/terminal/lib/browser/base/terminal-widget';
import { TerminalFrontendContribution } from '@theia/terminal/lib/browser/terminal-frontend-contribution';
import { boundedRegistryFactory } from './coloring/bounded-registry';
import { ReadableButtons } from './coloring/readable-buttons';
import { BackendConnection } from './connection/backend-connection';
import { BackendStatus } from './connection/backend-status';
import { ConnectedFileService } from './connection/connected-file-service';
import { ConnectedSaveableService } from './connection/connected-saveable-service';
import { ConnectionNotice } from './connection/connection-notice';
import { FilesAfterRestart } from './connection/files-after-restart';
import { RequestsAtTheEnd } from './connection/requests-at-the-end';
import { SaveProgress } from './connection/save-progress';
import { UnsavedNotice } from './connection/unsaved-notice';
import { BuiltinNameLabelProvider } from './builtin-name-label-provider';
import { DialogFocus } from './dialog-focus';
import { DialogKeybindings } from './dialog-keybindings';
import { CarefulEditorProvider } from './editor-links/careful-editor-provider';
import { ExplorerContribution } from './explorer-contribution';
import { GrammarContribution } from './grammar-contribution';
import { labelledFileDialog } from './labelled-file-dialog';
import { LazySchemaStore } from './lazy-schema-store';
import { NarrowWindowContribution } from './layout/narrow-window-contribution';
import { LocalWorkingDirectory } from './local-working-directory';
import { LongLinesContribution } from './long-lines/long-lines-contribution';
import { bindMarkdownPreview } from './markdown-preview/markdown-preview-module';
import { NotificationFocusContribution } from './notification-focus-contribution';
import { ProductAboutDialog } from './product-about-dialog';
import { bindFolderSettings } from './settings/folder-settings';
import { LanguageDefaults } from './settings/language-defaults';
import { createPreferencesContribution } from './settings/late-settings-editor';
import { TerminalProgramPreferences } from './settings/terminal-programs';
import { BriefHoverService } from './shell/brief-hover-service';
import { CurrentTooltips } from './shell/current-tooltips';
import { EditorStatus } from './shell/editor-status';
import { SavingShell } from './shell/saving-shell';
import { TabBaseClass } from './shell/tab-base-class';
import { LocalTerminals } from './terminal/local-terminals';
import { PatientTerminalWidget } from './terminal/patient-terminal-widget';
import { ThemeContribution } from './theme-contribution';
import { VisibleNameLabelProvider } from './visible-name-label-provider';
import { ExampleWorkspaceContribution } from './welcome/example-workspace-contribution';
import { WelcomeContribution } from './welcome/welcome-contribution';
import { welcomePreferences } from './welcome/welcome-preferences';
import { WelcomeWidget } from './welcome/welcome-widget';
import '../../src/browser/style/index.css';
import '../../src/browser/style/markdown-preview.css';

export default new ContainerModule((bind, _unbind, _isBound, rebind, _unbindAsync, onActivation) => {
    rebind(AboutDialog).to(ProductAboutDialog).inSingletonScope();

    rebind(JsonSchemaDataStore).to(LazySchemaStore).inSingletonScope();
    rebind(PreferencesContribution).toDynamicValue(createPreferencesContribution).inSingletonScope();
    bindFolderSettings(rebind);
    bind(PreferenceContribution).to(TerminalProgramPreferences).inSingletonScope();
    bind(PreferenceContribution).to(LanguageDefaults).inSingletonScope();

    bind(BackendConnection).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(BackendConnection);
    rebind(ApplicationConnectionStatusContribution).to(BackendStatus).inSingletonScope();
    bind(ConnectionNotice).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(ConnectionNotice);
    bind(FrontendApplicationContribution).to(FilesAfterRestart).inSingletonScope();
    bind(FrontendApplicationContribution).to(RequestsAtTheEnd).inSingletonScope();
    bind(ConnectedSaveableService).toSelf().inSingletonScope();
    rebind(SaveableService).toService(ConnectedSaveableService);
    bind(SaveProgress).toSelf().inSingletonScope();
    bind(UnsavedNotice).toSelf().inSingletonScope();
    rebind(FileService).to(ConnectedFileService).inSingletonScope();

    rebind(ApplicationShell).to(SavingShell).inSingletonScope();
    bind(FrontendApplicationContribution).to(TabBaseClass).inSingletonScope();
    rebind(HoverService).to(BriefHoverService).inSingletonScope();
    rebind(StatusBarImpl).to(CurrentTooltips).inSingletonScope();
    rebind(WidgetStatusBarService).to(EditorStatus).inSingletonScope();

    rebind(MonacoEditorProvider).to(CarefulEditorProvider).inSingletonScope();
    bind(FrontendApplicationContribution).to(LongLinesContribution).inSingletonScope();

    onActivation<OpenFileDialogFactory>(
        OpenFileDialogFactory,
        (_, create) => props => labelledFileDialog(create(props))
    );
    onActivation<SaveFileDialogFactory>(
        SaveFileDialogFactory,
        (_, create) => props => labelledFileDialog(create(props))
    );
    rebind(DialogOverlayService).to(DialogFocus).inSingletonScope();
    rebind(KeybindingRegistry).to(DialogKeybindings).inSingletonScope();
    bind(NotificationFocusContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(NotificationFocusContribution);
    bind(FrontendApplicationContribution).toService(NotificationFocusContribution);

    rebind(TerminalFrontendContribution).to(LocalTerminals).inSingletonScope();
    rebind(TerminalWidget).to(PatientTerminalWidget).inTransientScope();

    rebind(UserWorkingDirectoryProvider).to(LocalWorkingDirectory).inSingletonScope();

    bind(FrontendApplicationContribution).to(ExplorerContribution).inSingletonScope();
    bind(LabelProviderContribution).to(VisibleNameLabelProvider).inSingletonScope();
    bind(LabelProviderContribution).to(BuiltinNameLabelProvider).inSingletonScope();

    bind(FrontendApplicationContribution).to(NarrowWindowContribution).inSingletonScope();

    bind(ThemeContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(ThemeContribution);
    bind(ColorContribution).to(ReadableButtons).inSingletonScope();

    bindMarkdownPreview(bind);

    bind(LanguageGrammarDefinitionContribution).to(GrammarContribution).inSingletonScope();
    onActivation<TextmateRegistryFactory>(TextmateRegistryFactory, (_context, create) =>
        boundedRegistryFactory(create)
    );

    bindViewContribution(bind, WelcomeContribution);
    bind(FrontendApplicationContribution).toService(WelcomeContribution);
    bind(PreferenceContribution).toConstantValue(welcomePreferences);
    bind(WelcomeWidget).toSelf();
    bind(WidgetFactory)
        .toDynamicValue(({ container }) => ({
            id: WelcomeWidget.ID,
            createWidget: () => container.get(WelcomeWidget)
        }))
        .inSingletonScope();

    bind(ExampleWorkspaceContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(ExampleWorkspaceContribution);
    bind(FrontendApplicationContribution).toService(ExampleWorkspaceContribution);
});
