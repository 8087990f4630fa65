// SPDX-License-Identifier: MIT

import { FrontendApplication } from '@theia/core/lib/browser/frontend-application';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { ShellLayoutRestorer } from '@theia/core/lib/browser/shell/shell-layout-restorer';
import { WidgetManager } from '@theia/core/lib/browser/widget-manager';
import { inject, injectable } from '@theia/core/shared/inversify';
import { NavigationLocation } from '@theia/editor/lib/browser/navigation/navigation-location';
import { NavigationLocationService } from '@theia/editor/lib/browser/navigation/navigation-location-service';
import { FindWidgetSearchHistory } from '@theia/monaco-editor-core/esm/vs/editor/contrib/find/browser/findWidgetSearchHistory';
import { ReplaceWidgetHistory } from '@theia/monaco-editor-core/esm/vs/editor/contrib/find/browser/replaceWidgetHistory';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';
import { IStorageService } from '@theia/monaco-editor-core/esm/vs/platform/storage/common/storage';
import { SearchInWorkspaceWidget } from '@theia/search-in-workspace/lib/browser/search-in-workspace-widget';
import { CloudEditorsAtSignOut } from '../editor/cloud-editors-at-sign-out';
import { CloudDirectory } from '../file-system/cloud-directory';
import { WorkspaceSearchWidget } from '../search/workspace-search-widget';
import { removeStoredTraces } from './stored-traces';

/**
 * Forgets what Theia remembers about the texts of a former user, by address or by text: the places where they were, the
 * editors that they closed, what they searched, and the line that a screen reader was told last.
 */
@injectable()
export class FormerTexts {
    @inject(FrontendApplication)
    protected readonly application: FrontendApplication;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(ShellLayoutRestorer)
    protected readonly layout: ShellLayoutRestorer;

    @inject(WidgetManager)
    protected readonly widgets: WidgetManager;

    @inject(NavigationLocationService)
    protected readonly navigation: NavigationLocationService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudEditorsAtSignOut)
    protected readonly editors: CloudEditorsAtSignOut;

    /** Resolves when the window, and what the browser keeps of it, say nothing about the texts any more. */
    async forget(): Promise<void> {
        // Before, the window would keep an empty layout in place of the one that it is about to show.
        await this.state.reachedState('ready');
        // Theia remembers an editor when it closes.
        await this.editors.closed;
        this.forgetPlaces();
        this.forgetSearches();
        document.querySelectorAll('.monaco-alert, .monaco-status').forEach(said => said.replaceChildren());
        removeStoredTraces(window.localStorage);
        this.layout.storeLayout(this.application);
    }

    private forgetPlaces(): void {
        const places = this.navigation.locations().filter(({ uri }) => !this.directory.isOfCloud(uri));
        const closed = this.navigation.closedEditorsStack.filter(({ uri }) => !this.directory.isOfCloud(uri));
        // Also the place of the last change, which has the text that was written.
        this.navigation.clearHistory();
        this.navigation.restoreState({ locations: places.map(place => NavigationLocation.toObject(place)) });
        closed.forEach(editor => this.navigation.addClosedEditor(editor));
    }

    private forgetSearches(): void {
        const view = this.widgets.tryGetWidget(SearchInWorkspaceWidget.ID);
        if (view instanceof WorkspaceSearchWidget) {
            view.forget();
        }
        const storage = StandaloneServices.get(IStorageService);
        FindWidgetSearchHistory.getOrCreate(storage).clear();
        ReplaceWidgetHistory.getOrCreate(storage).clear();
    }
}
