// SPDX-License-Identifier: MIT

import { codicon, type Message } from '@theia/core/lib/browser/widgets/widget';
import { ReactWidget } from '@theia/core/lib/browser/widgets/react-widget';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { PlanActions } from './plan-actions';
import { PlanModel } from './plan-model';
import { PlanView } from './plan-view';

/** The page about the plan in the main area. */
@injectable()
export class PlanWidget extends ReactWidget {
    static readonly ID = 'sanyam-plan';
    static readonly LABEL = nls.localize('sanyam/plan/command', 'Plan and Usage');

    @inject(PlanModel)
    protected readonly model: PlanModel;

    @inject(PlanActions)
    protected readonly actions: PlanActions;

    private readonly toRelease = new DisposableCollection();

    @postConstruct()
    protected init(): void {
        this.id = PlanWidget.ID;
        this.title.label = PlanWidget.LABEL;
        this.title.caption = PlanWidget.LABEL;
        this.title.iconClass = codicon('credit-card');
        this.title.closable = true;
        this.addClass('sanyam-plan');
        this.node.tabIndex = -1;
        // Native scrolling instead of Theia's scrollbar, so that the keyboard scrolls the page, too.
        this.scrollOptions = undefined;
        this.toDispose.pushAll([this.model.onDidChange(() => this.update()), this.toRelease]);
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
        return <PlanView model={this.model} actions={this.actions} />;
    }

    private look(): void {
        this.toRelease.dispose();
        this.toRelease.push(this.model.hold());
    }
}
