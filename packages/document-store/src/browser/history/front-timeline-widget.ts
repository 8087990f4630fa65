// SPDX-License-Identifier: MIT

import { LabelProvider } from '@theia/core/lib/browser/label-provider';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import type { DescriptionWidget } from '@theia/core/lib/browser/view-container';
import { Emitter } from '@theia/core/lib/common/event';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { TimelineWidget } from '@theia/timeline/lib/browser/timeline-widget';

/**
 * A Timeline of the document in front, which it names. While the focus is in the Timeline, Theia takes the first visible
 * editor instead: with several groups of editors, that can be another one, and Restore would act on it.
 */
@injectable()
export class FrontTimelineWidget extends TimelineWidget implements DescriptionWidget {
    @inject(LabelProvider)
    protected readonly labels: LabelProvider;

    private readonly didChangeDescription = new Emitter<void>();
    readonly onDidChangeDescription = this.didChangeDescription.event;
    /** The name of the document whose versions are listed. */
    description = '';

    protected override init(): void {
        this.toDispose.push(this.didChangeDescription);
        super.init();
    }

    override refresh(uri?: URI): void {
        super.refresh(this.inFront() ?? uri);
        if (this.timelineEmptyWidget.isVisible) {
            this.describe(undefined);
        }
    }

    override loadTimeline(uri: URI, reset: boolean): Promise<void> {
        const shown = this.inFront() ?? uri;
        this.describe(shown);
        return super.loadTimeline(shown, reset);
    }

    /** Returns what the tab shows that was in front last, whatever has the focus now. */
    private inFront(): URI | undefined {
        const widget = this.applicationShell.getCurrentWidget('main');
        return NavigatableWidget.is(widget) ? widget.getResourceUri() : undefined;
    }

    private describe(uri: URI | undefined): void {
        this.description = uri === undefined ? '' : this.labels.getName(uri);
        this.didChangeDescription.fire();
    }
}
