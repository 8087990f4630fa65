// SPDX-License-Identifier: MIT

import { ThemeService } from '@theia/core/lib/browser/theming';
import { ReactWidget } from '@theia/core/lib/browser/widgets/react-widget';
import { codicon, type Message } from '@theia/core/lib/browser/widgets/widget';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { ApiKeysActions } from './api-keys-actions';
import { ApiKeysModel } from './api-keys-model';
import { ApiKeysView } from './api-keys-view';

/** The page about API keys in the main area. It stores no state: a secret is gone when it closes. */
@injectable()
export class ApiKeysWidget extends ReactWidget {
    static readonly ID = 'sanyam-api-keys';
    static readonly LABEL = nls.localize('sanyam/apiKeys/command', 'API Keys');

    @inject(ApiKeysModel)
    protected readonly model: ApiKeysModel;

    @inject(ApiKeysActions)
    protected readonly actions: ApiKeysActions;

    @inject(ThemeService)
    protected readonly themes: ThemeService;

    private readonly toRelease = new DisposableCollection();

    @postConstruct()
    protected init(): void {
        this.id = ApiKeysWidget.ID;
        this.title.label = ApiKeysWidget.LABEL;
        this.title.caption = ApiKeysWidget.LABEL;
        this.title.iconClass = codicon('key');
        this.title.closable = true;
        this.addClass('sanyam-api-keys');
        this.node.tabIndex = -1;
        // Native scrolling instead of Theia's scrollbar, so that the keyboard scrolls the page, too.
        this.scrollOptions = undefined;
        this.toDispose.pushAll([
            this.model.onDidChange(() => this.update()),
            this.themes.onDidColorThemeChange(() => this.update()),
            // Not when it is detached: a tab that moves, or fills the window, keeps its secrets.
            Disposable.create(() => this.model.dismiss()),
            this.toRelease
        ]);
        this.update();
    }

    protected override onAfterShow(message: Message): void {
        super.onAfterShow(message);
        this.look();
    }

    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        if (this.isVisible) {
            this.look();
        }
    }

    protected override onAfterHide(message: Message): void {
        super.onAfterHide(message);
        this.toRelease.dispose();
    }

    protected override onBeforeDetach(message: Message): void {
        this.toRelease.dispose();
        super.onBeforeDetach(message);
    }

    protected override onActivateRequest(message: Message): void {
        super.onActivateRequest(message);
        this.node.focus();
    }

    protected render(): React.ReactNode {
        return <ApiKeysView model={this.model} actions={this.actions} theme={this.themes.getCurrentTheme().id} />;
    }

    private look(): void {
        this.toRelease.dispose();
        this.toRelease.push(this.model.hold());
    }
}
