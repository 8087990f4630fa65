// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import type { TabBarToolbarContribution, TabBarToolbarRegistry } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import { AbstractViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import { codicon, type Widget } from '@theia/core/lib/browser/widgets';
import type { CommandRegistry } from '@theia/core/lib/common/command';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { DocumentOrder } from '../../common/document-tree';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudNode } from './cloud-tree-nodes';
import { CloudViewCommands } from './cloud-view-commands';
import { CloudViewWidget } from './cloud-view-widget';

/** The Cloud view in the left side bar, below the Explorer and Search. */
@injectable()
export class CloudViewContribution
    extends AbstractViewContribution<CloudViewWidget>
    implements FrontendApplicationContribution, TabBarToolbarContribution
{
    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    constructor() {
        super({
            widgetId: CloudViewWidget.ID,
            widgetName: CloudViewWidget.LABEL,
            defaultWidgetOptions: { area: 'left', rank: 250 },
            toggleCommandId: 'sanyam.cloudView.toggle'
        });
    }

    async initializeLayout(): Promise<void> {
        await this.openView();
    }

    override registerCommands(commands: CommandRegistry): void {
        super.registerCommands(commands);
        commands.registerCommand(CloudViewCommands.REFRESH, { execute: async () => (await this.widget).refresh() });
        commands.registerCommand(CloudViewCommands.FILTER, {
            execute: async () => {
                const view = await this.openView({ reveal: true });
                view.header.focusFilter();
            }
        });
        commands.registerCommand(CloudViewCommands.COLLAPSE_ALL, {
            execute: async () => {
                const { model } = (await this.widget).tree;
                const own = model.getNode(CloudNode.sectionId('own'));
                for (const folder of CloudNode.isSection(own) ? own.children.filter(CloudNode.isFolder) : []) {
                    await model.collapseAll(folder);
                }
            }
        });
        const sort = (order: DocumentOrder) => ({
            isToggled: () => this.contents.order === order,
            execute: () => void (this.contents.order = order)
        });
        commands.registerCommand(CloudViewCommands.SORT_BY_NAME, sort('name'));
        commands.registerCommand(CloudViewCommands.SORT_BY_CHANGE, sort('change'));
    }

    registerToolbarItems(toolbar: TabBarToolbarRegistry): void {
        const isVisible = (widget?: Widget): boolean => widget instanceof CloudViewWidget;
        // The title of the view needs its place: more than three buttons would cut it in a narrow side bar.
        const buttons = [
            [CloudViewCommands.NEW_DOCUMENT, 'new-file'],
            [CloudViewCommands.NEW_FOLDER, 'new-folder'],
            [CloudViewCommands.UPLOAD, 'cloud-upload']
        ] as const;
        buttons.forEach(([{ id, label }, icon], priority) =>
            toolbar.registerItem({
                id: `${id}.button`,
                command: id,
                icon: codicon(icon),
                tooltip: label.replace(/…$/, ''),
                priority,
                isVisible
            })
        );
        for (const [index, [group, { id, label }]] of [
            ['1_sort', CloudViewCommands.SORT_BY_NAME] as const,
            ['1_sort', CloudViewCommands.SORT_BY_CHANGE] as const,
            ['2_tree', CloudViewCommands.COLLAPSE_ALL] as const,
            ['2_tree', CloudViewCommands.REFRESH] as const
        ].entries()) {
            toolbar.registerItem({
                id: `${id}.item`,
                command: id,
                text: label,
                tooltip: label,
                group,
                order: String(index),
                isVisible
            });
        }
    }
}
