// SPDX-License-Identifier: MIT

import { ReactWidget } from '@theia/core/lib/browser/widgets/react-widget';
import { codicon, type Message } from '@theia/core/lib/browser/widgets/widget';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { AccountPageActions } from './account-page-actions';
import { AccountPageModel } from './account-page-model';
import { AccountPageView } from './account-page-view';
import { DevicesModel } from './devices-model';
import { WaysInModel } from './ways-in-model';

/** The page about the account in the main area. */
@injectable()
export class AccountPageWidget extends ReactWidget {
    static readonly ID = 'sanyam-account-page';
    static readonly LABEL = nls.localize('sanyam/account/title', 'Account');

    @inject(AccountPageModel)
    protected readonly model: AccountPageModel;

    @inject(WaysInModel)
    protected readonly waysIn: WaysInModel;

    @inject(DevicesModel)
    protected readonly devices: DevicesModel;

    @inject(AccountPageActions)
    protected readonly actions: AccountPageActions;

    private readonly toRelease = new DisposableCollection();

    @postConstruct()
    protected init(): void {
        this.id = AccountPageWidget.ID;
        this.title.label = AccountPageWidget.LABEL;
        this.title.caption = AccountPageWidget.LABEL;
        this.title.iconClass = codicon('account');
        this.title.closable = true;
        this.addClass('sanyam-account-page');
        this.node.tabIndex = -1;
        // Native scrolling instead of Theia's scrollbar, so that the keyboard scrolls the page, too.
        this.scrollOptions = undefined;
        for (const { onDidChange } of [this.model, this.waysIn, this.devices]) {
            this.toDispose.push(onDidChange(() => this.update()));
        }
        this.toDispose.push(this.toRelease);
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
        // The command opens the page that is open already.
        void this.devices.refresh();
    }

    private look(): void {
        this.toRelease.dispose();
        this.toRelease.push(this.devices.hold());
        void this.model.refresh();
        void this.waysIn.refresh();
    }

    protected render(): React.ReactNode {
        return (
            <AccountPageView model={this.model} waysIn={this.waysIn} devices={this.devices} actions={this.actions} />
        );
    }
}
