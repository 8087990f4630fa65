// SPDX-License-Identifier: MIT

import { codicon, type Message } from '@theia/core/lib/browser/widgets';
import { ReactWidget } from '@theia/core/lib/browser/widgets/react-widget';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudViewNotices, type CloudViewNotice } from './cloud-view-notice';

/** The filter of the Cloud view, and what the view says about its state. */
@injectable()
export class CloudViewHeader extends ReactWidget {
    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(CloudViewNotices)
    protected readonly notices: CloudViewNotices;

    private readonly didLeaveFilter = new Emitter<void>();
    /** Fires when the user goes on to what was found. */
    readonly onDidLeaveFilter = this.didLeaveFilter.event;
    private readonly field = React.createRef<HTMLInputElement>();

    @postConstruct()
    protected init(): void {
        this.id = 'sanyam-cloud-header';
        this.addClass('sanyam-cloud-header');
        this.scrollOptions = undefined;
        this.toDispose.push(this.contents.onDidChange(() => this.update()));
        this.update();
    }

    focusFilter(): void {
        this.field.current?.focus();
        this.field.current?.select();
    }

    protected override onActivateRequest(message: Message): void {
        super.onActivateRequest(message);
        this.focusFilter();
    }

    protected render(): React.ReactNode {
        const notice = this.notices.current;
        const hasFilter = !notice || notice.hasTree || this.contents.isFiltered;
        return (
            <>
                {hasFilter && this.renderFilter()}
                <div role="status">{notice && this.renderNotice(notice)}</div>
            </>
        );
    }

    private renderFilter(): React.ReactNode {
        const label = nls.localize('sanyam/cloudView/filter', 'Filter by name');
        return (
            <div className="sanyam-cloud-filter">
                <input
                    ref={this.field}
                    className="theia-input"
                    type="text"
                    spellCheck={false}
                    placeholder={label}
                    aria-label={label}
                    value={this.contents.filter}
                    onChange={event => (this.contents.filter = event.target.value)}
                    onKeyDown={event => this.onFilterKey(event)}
                />
                {this.contents.isFiltered && (
                    <button
                        type="button"
                        className={codicon('close', true)}
                        title={nls.localize('sanyam/cloudView/clearFilter', 'Clear Filter')}
                        onClick={() => {
                            this.contents.filter = '';
                            this.focusFilter();
                        }}
                    />
                )}
            </div>
        );
    }

    private onFilterKey(event: React.KeyboardEvent): void {
        if (event.key === 'Escape' && this.contents.isFiltered) {
            this.contents.filter = '';
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            this.didLeaveFilter.fire();
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }

    private renderNotice({ icon, text, actions, hasTree, isProblem }: CloudViewNotice): React.ReactNode {
        const [name = '', modifier] = icon.split('~');
        const iconClass = `${codicon(name)} ${modifier === 'spin' ? 'codicon-modifier-spin' : ''}`;
        return (
            <div className={`sanyam-cloud-notice${hasTree ? '' : ' alone'}${isProblem ? ' problem' : ''}`}>
                <p>
                    <span className={iconClass} aria-hidden="true" />
                    <span>{text}</span>
                </p>
                {actions.map(({ label, run }, index) => (
                    <button
                        key={label}
                        type="button"
                        className={`theia-button ${index === 0 ? 'main' : 'secondary'}`}
                        onClick={() => void run()}
                    >
                        {label}
                    </button>
                ))}
            </div>
        );
    }
}
