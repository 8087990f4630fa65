// SPDX-License-Identifier: MIT

import type { DocumentVersion } from '@sanyam/types';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { TIMELINE_ITEM_CONTEXT_MENU } from '@theia/timeline/lib/browser/timeline-tree-widget';
import { z } from 'zod';
import { VersionActions } from './version-actions';
import { VersionCommands } from './version-commands';
import { VERSION_CONTEXT, VersionTimeline } from './version-timeline';

/** An entry of the Timeline, as its commands get it. */
const entrySchema = z.object({ handle: z.string() });

/** The commands and the context menu of versions in the Timeline. */
@injectable()
export class VersionTimelineContribution implements CommandContribution, MenuContribution {
    @inject(VersionTimeline)
    protected readonly timeline: VersionTimeline;

    @inject(VersionActions)
    protected readonly actions: VersionActions;

    registerCommands(commands: CommandRegistry): void {
        const register = ({ id }: { id: string }, execute: (version: DocumentVersion) => Promise<unknown>): void => {
            // Without a label they are not in the palette, where they would have no entry to act on.
            commands.registerCommand(
                { id },
                {
                    execute: async (given: unknown) => {
                        const entry = entrySchema.safeParse(given);
                        const version = entry.success ? this.timeline.version(entry.data.handle) : undefined;
                        if (version) {
                            await execute(version);
                        }
                    }
                }
            );
        };
        register(VersionCommands.OPEN, version => this.actions.open(version));
        register(VersionCommands.COMPARE, version => this.actions.compareWithCurrent(version));
        register(VersionCommands.RESTORE, version => this.actions.restore(version));
        register(VersionCommands.NAME, async version => {
            if (await this.actions.rename(version)) {
                this.timeline.refresh();
            }
        });
        register(VersionCommands.DOWNLOAD, version => this.actions.download(version));
    }

    registerMenus(menus: MenuModelRegistry): void {
        const { OPEN, COMPARE, RESTORE, NAME, DOWNLOAD } = VersionCommands;
        const groups = [
            ['1_open', [OPEN, COMPARE]],
            ['2_change', [RESTORE, NAME]],
            ['3_download', [DOWNLOAD]]
        ] as const;
        for (const [group, commands] of groups) {
            commands.forEach(({ id, label }, index) =>
                menus.registerMenuAction([...TIMELINE_ITEM_CONTEXT_MENU, group], {
                    commandId: id,
                    label,
                    order: String(index),
                    when: `timelineItem == ${VERSION_CONTEXT}`
                })
            );
        }
    }
}
