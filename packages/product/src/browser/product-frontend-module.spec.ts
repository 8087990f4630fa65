// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { FrontendApplicationContribution, WidgetFactory } from '@theia/core/lib/browser';
import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { DialogOverlayService } from '@theia/core/lib/browser/dialogs';
import { HoverService } from '@theia/core/lib/browser/hover-service';
import { JsonSchemaDataStore } from '@theia/core/lib/browser/json-schema-store';
import { KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import { UserWorkingDirectoryProvider } from '@theia/core/lib/browser/user-working-directory-provider';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { StatusBarImpl } from '@theia/core/lib/browser/status-bar/status-bar';
import { WidgetStatusBarService } from '@theia/core/lib/browser/widget-status-bar-service';
import { CommandContribution, MenuContribution, PreferenceContribution, URI } from '@theia/core/lib/common';
import type { PreferenceSchemaService } from '@theia/core/lib/common';
import { ApplicationConnectionStatusContribution } from '@theia/core/lib/browser/connection-status-service';
import { Container } from '@theia/core/shared/inversify';
import { OpenFileDialogFactory, SaveFileDialogFactory } from '@theia/filesystem/lib/browser/file-dialog/file-dialog';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { LanguageGrammarDefinitionContribution } from '@theia/monaco/lib/browser/textmate';
import { MonacoEditorProvider } from '@theia/monaco/lib/browser/monaco-editor-provider';
import { FolderPreferenceProviderFactory } from '@theia/preferences/lib/browser/folder-preference-provider';
import { PreferencesContribution } from '@theia/preferences/lib/browser/preferences-contribution';
import { WorkspaceFilePreferenceProviderFactory } from '@theia/preferences/lib/browser/workspace-file-preference-provider';
import { TerminalWidget } from '@theia/terminal/lib/browser/base/terminal-widget';
import { TerminalFrontendContribution } from '@theia/terminal/lib/browser/terminal-frontend-contribution';
import { TerminalWidgetImpl } from '@theia/terminal/lib/browser/terminal-widget-impl';
import { expect } from 'chai';
import module from './product-frontend-module';
import { LanguageDefaults } from './settings/language-defaults';

disableBrowserGlobals();

describe('the frontend module of the product', () => {
    let container: Container;

    beforeEach(() => {
        container = new Container();
        container.bind(ApplicationConnectionStatusContribution).toSelf();
        container.bind(AboutDialog).toSelf();
        container.bind(ApplicationShell).toSelf();
        container.bind(DialogOverlayService).toSelf();
        container.bind(FileService).toSelf();
        container.bind(FolderPreferenceProviderFactory).toConstantValue(undefined);
        container.bind(HoverService).toSelf();
        container.bind(JsonSchemaDataStore).toSelf();
        container.bind(KeybindingRegistry).toSelf();
        container.bind(MonacoEditorProvider).toSelf();
        container.bind(PreferencesContribution).toSelf();
        container.bind(SaveableService).toSelf();
        container.bind(StatusBarImpl).toSelf();
        container.bind(TerminalFrontendContribution).toSelf();
        container.bind(TerminalWidget).to(TerminalWidgetImpl);
        container.bind(UserWorkingDirectoryProvider).toSelf();
        container.bind(WidgetStatusBarService).toSelf();
        container.bind(WorkspaceFilePreferenceProviderFactory).toConstantValue(undefined);
        container.load(module);
    });

    it('binds commands, menus, start-up contributions and the welcome widget', () => {
        for (const point of [CommandContribution, MenuContribution, FrontendApplicationContribution, WidgetFactory]) {
            expect(container.isBound(point), String(point)).to.equal(true);
        }
    });

    it('sets the welcome page as the default start-up editor', () => {
        const contributions = container.getAll<PreferenceContribution>(PreferenceContribution);
        const startupEditor = contributions.find(({ schema }) => schema?.properties['workbench.startupEditor']);
        expect(startupEditor?.schema?.properties['workbench.startupEditor']?.default).to.equal('welcomePage');
    });

    it('suggests no words in Markdown by default, as VS Code', async () => {
        const defaults: unknown[] = [];
        const service = { registerOverride: (...parameters: unknown[]) => defaults.push(parameters) };
        for (const contribution of container.getAll<PreferenceContribution>(PreferenceContribution)) {
            if (contribution instanceof LanguageDefaults) {
                await contribution.initSchema(service as unknown as PreferenceSchemaService);
            }
        }
        const off = { comments: 'off', strings: 'off', other: 'off' };
        expect(defaults).to.deep.equal([['editor.quickSuggestions', 'markdown', off]]);
    });

    it('binds its languages', () => {
        expect(container.getAll(LanguageGrammarDefinitionContribution)).to.have.length(1);
    });

    it('names the fields of the dialogs that open and that save files', async () => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
        for (const factory of [OpenFileDialogFactory, SaveFileDialogFactory]) {
            const node = document.createElement('div');
            container.bind(factory).toConstantValue(() => ({ node }) as never);
            container.get<OpenFileDialogFactory>(factory)({ title: 'Files' });
            const list = document.createElement('select');
            list.className = 'theia-LocationList';
            node.append(list);
            await Promise.resolve();
            expect(list.getAttribute('aria-label'), factory.toString()).to.equal('Folder');
        }
        disableBrowserGlobals();
    });

    it('serializes a schema when it is read, and returns undefined for a deleted one', () => {
        const store = container.get(JsonSchemaDataStore);
        const uri = new URI('vscode://schemas/settings/user');
        const changed: string[] = [];
        store.onDidSchemaUpdate(one => changed.push(one.toString()));
        const schema = { type: 'object' as const, properties: {} };
        store.setSchema(uri, schema);
        Object.assign(schema.properties, { 'editor.fontSize': { type: 'number' } });
        expect(store.hasSchema(uri)).to.equal(true);
        expect(store.getSchema(uri)).to.equal('{"type":"object","properties":{"editor.fontSize":{"type":"number"}}}');
        store.setSchema(uri, '{}');
        expect(store.getSchema(uri)).to.equal('{}');
        store.deleteSchema(uri);
        expect([store.hasSchema(uri), store.getSchema(uri)]).to.deep.equal([false, undefined]);
        expect(changed).to.deep.equal(Array<string>(3).fill(uri.toString()));
    });
});
