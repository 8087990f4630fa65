// SPDX-License-Identifier: MIT

import { bindViewContribution, FrontendApplicationContribution, WidgetFactory } from '@theia/core/lib/browser';
import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import { JsonSchemaDataStore } from '@theia/core/lib/browser/json-schema-store';
import { UserWorkingDirectoryProvider } from '@theia/core/lib/browser/user-working-directory-provider';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { CommandContribution, PreferenceContribution } from '@theia/core/lib/common';
import { ContainerModule } from '@theia/core/shared/inversify';
import { LanguageGrammarDefinitionContribution } from '@theia/monaco/lib/browser/textmate';
import { TerminalWidget } from '@theia/terminal/lib/browser/base/terminal-widget';
import { BackendConnection } from './connection/backend-connection';
import { ConnectedSaveableService } from './connection/connected-saveable-service';
import { ConnectionNotice } from './connection/connection-notice';
import { FilesAfterRestart } from './connection/files-after-restart';
import { DialogKeybindings } from './dialog-keybindings';
import { ExplorerContribution } from './explorer-contribution';
import { GrammarContribution } from './grammar-contribution';
import { LazySchemaStore } from './lazy-schema-store';
import { NarrowWindowContribution } from './layout/narrow-window-contribution';
import { LocalWorkingDirectory } from './local-working-directory';
import { bindMarkdownPreview } from './markdown-preview/markdown-preview-module';
import { NotificationFocusContribution } from './notification-focus-contribution';
import { ProductAboutDialog } from './product-about-dialog';
import { PatientTerminalWidget } from './terminal/patient-terminal-widget';
import { ThemeContribution } from './theme-contribution';
import { ExampleWorkspaceContribution } from './welcome/example-workspace-contribution';
import { WelcomeContribution } from './welcome/welcome-contribution';
import { welcomePreferences } from './welcome/welcome-preferences';
import { WelcomeWidget } from './welcome/welcome-widget';
import '../../src/browser/style/index.css';
import '../../src/browser/style/markdown-preview.css';

export default new ContainerModule((bind, _unbind, _isBound, rebind) => {
    rebind(AboutDialog).to(ProductAboutDialog).inSingletonScope();

    rebind(JsonSchemaDataStore).to(LazySchemaStore).inSingletonScope();

    bind(BackendConnection).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(BackendConnection);
    bind(ConnectionNotice).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(ConnectionNotice);
    bind(FrontendApplicationContribution).to(FilesAfterRestart).inSingletonScope();
    bind(ConnectedSaveableService).toSelf().inSingletonScope();
    rebind(SaveableService).toService(ConnectedSaveableService);

    rebind(KeybindingRegistry).to(DialogKeybindings).inSingletonScope();
    bind(NotificationFocusContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(NotificationFocusContribution);
    bind(FrontendApplicationContribution).toService(NotificationFocusContribution);

    rebind(TerminalWidget).to(PatientTerminalWidget).inTransientScope();

    rebind(UserWorkingDirectoryProvider).to(LocalWorkingDirectory).inSingletonScope();

    bind(FrontendApplicationContribution).to(ExplorerContribution).inSingletonScope();

    bind(FrontendApplicationContribution).to(NarrowWindowContribution).inSingletonScope();

    bind(ThemeContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(ThemeContribution);

    bindMarkdownPreview(bind);

    bind(LanguageGrammarDefinitionContribution).to(GrammarContribution).inSingletonScope();

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
